/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A child that is a JVM, of the test's own Java or of another one. */
public final class ChildJvm extends ChildProcess {

    private ChildJvm(Started started) {
        super(started);
    }

    /** How a child JVM is started; from {@link ProcessScope#jvm}. */
    public static final class Builder extends Launch<Builder> {

        private final @Nullable String module;
        private final String mainClass;
        private final List<String> arguments = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private Path javaHome = Path.of(System.getProperty("java.home"));
        private String classPath = absolute(System.getProperty("java.class.path"));

        Builder(ProcessScope scope, @Nullable String module, String mainClass) {
            super(scope);
            this.module = module;
            this.mainClass = mainClass;
        }

        /**
         * Adds arguments of the main method.
         *
         * @param more the arguments
         * @return this
         */
        public Builder arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /**
         * Adds options of the JVM, such as {@code -Xmx64m}.
         *
         * @param more the options
         * @return this
         */
        public Builder jvmOptions(String... more) {
            options.addAll(List.of(more));
            return this;
        }

        /**
         * Runs another Java than the test's own.
         *
         * @param home the directory that holds {@code bin/java}
         * @return this
         */
        public Builder javaHome(Path home) {
            javaHome = home.toAbsolutePath();
            return this;
        }

        /**
         * Sets the class path; without it the child has that of the test's JVM.
         *
         * @param entries jars and directories, made absolute here
         * @return this
         */
        public Builder classPath(Path... entries) {
            List<String> paths = new ArrayList<>();
            for (Path entry : entries) {
                paths.add(entry.toString());
            }
            classPath = absolute(String.join(File.pathSeparator, paths));
            return this;
        }

        /** {@return the command line: the java launcher, its options, the paths, the main class, its arguments} */
        public List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(javaHome.resolve("bin/java").toString());
            // What the VM itself says must not mix with what the program prints.
            command.add("-XX:+DisplayVMOutputToStderr");
            // Without it JDK 24 and later print a warning when a library with native code is first used.
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(options);
            command.add("-cp");
            command.add(classPath);
            if (module == null) {
                command.add(mainClass);
            } else {
                command.add("-p");
                command.add(absolute(System.getProperty("jdk.module.path")));
                command.add("-m");
                command.add(module + "/" + mainClass);
            }
            command.addAll(arguments);
            return List.copyOf(command);
        }

        /**
         * Starts the JVM with pipes as its standard input, output and error.
         *
         * @return the running child
         */
        public ChildJvm start() {
            return (ChildJvm) startOnPipes();
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        List<String> commandLine() {
            return command();
        }

        @Override
        ChildProcess handle(Started started) {
            return new ChildJvm(started);
        }

        private static String absolute(@Nullable String classPath) {
            List<String> paths = new ArrayList<>();
            for (String entry : String.valueOf(classPath).split(File.pathSeparator, -1)) {
                paths.add(new File(entry).getAbsolutePath());
            }
            return String.join(File.pathSeparator, paths);
        }
    }
}

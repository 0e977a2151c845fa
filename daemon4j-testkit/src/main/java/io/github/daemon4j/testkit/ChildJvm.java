/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** A child that is a JVM, of the test's own Java or of another one. */
public final class ChildJvm extends ChildProcess {

    /**
     * The system property with options for every child JVM, between white space: what measures coverage, such as {@code
     * -javaagent:..}, or what makes short-lived JVMs cheap, {@code -XX:TieredStopAtLevel=1 -XX:+UseSerialGC}.
     */
    public static final String OPTIONS_PROPERTY = "daemon4j.testkit.jvmOptions";

    private ChildJvm(Started started) {
        super(started);
    }

    /**
     * How a child JVM is started; from {@link ProcessScope#jvm} or as a parameter of a {@link DaemonTest}, which then says
     * what it runs.
     */
    public static final class Builder extends Launch<Builder> {

        private List<String> mainClass = List.of();
        private @Nullable Path jar;
        private final List<String> arguments = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private Path javaHome = Path.of(System.getProperty("java.home"));
        private String classPath = absolute(System.getProperty("java.class.path"));

        Builder(ProcessScope scope) {
            super(scope);
        }

        /**
         * Runs a class. If it is in a named module, the child has the test's module path too and starts that module.
         *
         * @param mainClass the class whose main method runs
         * @return this
         */
        public Builder mainClass(Class<?> mainClass) {
            String module = mainClass.getModule().getName();
            if (module == null) {
                return mainClass(mainClass.getName());
            }
            return program(
                    "-p", absolute(System.getProperty("jdk.module.path")), "-m", module + "/" + mainClass.getName());
        }

        /**
         * Runs a class of the class path.
         *
         * @param mainClass the binary name of the class whose main method runs
         * @return this
         */
        public Builder mainClass(String mainClass) {
            return program(mainClass);
        }

        /**
         * Runs a jar with a {@code Main-Class}, such as the one a build has just packaged. It has the class path its manifest
         * says, not that of the test.
         *
         * @param jar the file
         * @return this
         */
        public Builder jar(Path jar) {
            this.jar = jar.toAbsolutePath();
            return this;
        }

        private Builder program(String... words) {
            mainClass = List.of(words);
            jar = null;
            return this;
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

        /**
         * Returns the command line: the java launcher, its options, the paths, what it runs, its arguments. The
         * options are those of the kit, of {@link ChildJvm#OPTIONS_PROPERTY}, and those added here, in this order.
         *
         * @return the words
         * @throws IllegalStateException if nothing says what it runs
         */
        public List<String> command() {
            if (mainClass.isEmpty() && jar == null) {
                throw new IllegalStateException("What is the JVM to run? Call mainClass(..) or jar(..) first");
            }
            List<String> command = new ArrayList<>();
            command.add(javaHome.resolve("bin/java").toString());
            // What the VM itself says must not mix with what the program prints.
            command.add("-XX:+DisplayVMOutputToStderr");
            // Without it JDK 24 and later print a warning when a library with native code is first used.
            command.add("--enable-native-access=ALL-UNNAMED");
            new StringTokenizer(System.getProperty(OPTIONS_PROPERTY, ""))
                    .asIterator()
                    .forEachRemaining(option -> command.add((String) option));
            command.addAll(options);
            if (jar != null) {
                command.add("-jar");
                command.add(jar.toString());
            } else {
                command.add("-cp");
                command.add(classPath);
                command.addAll(mainClass);
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

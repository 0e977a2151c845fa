/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A JVM started in /srv/app with a command line and an environment of the test's choice. */
final class ReplayFixture {

    final FakeFiles files = new FakeFiles();
    private final List<String> environment = new ArrayList<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private String directory = "/srv/app";
    private String executable = "/opt/jdk/bin/java";
    private String feature = "17";
    private String packagedAs = "";
    private @Nullable String opening;
    private String runs = "";
    private String encoding = "UTF-8";
    private boolean keepsDirectory;
    private long argumentSpace = LaunchCommand.argumentSpace(-1);

    ReplayFixture in(String workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    ReplayFixture keepingDirectory() {
        keepsDirectory = true;
        return this;
    }

    ReplayFixture feature(int version) {
        feature = String.valueOf(version);
        return this;
    }

    /** What the launcher says it runs. */
    ReplayFixture runs(String sunJavaCommand, String sunJnuEncoding) {
        runs = sunJavaCommand;
        encoding = sunJnuEncoding;
        return this;
    }

    ReplayFixture packaged() {
        executable = "/opt/App/bin/App";
        packagedAs = executable;
        return this;
    }

    /** What the daemon's JVM has to open. */
    ReplayFixture opening(String packageToModule) {
        opening = packageToModule;
        return this;
    }

    ReplayFixture space(long bytes) {
        argumentSpace = bytes;
        return this;
    }

    ReplayFixture file(String path, String content) {
        files.with(path, content);
        return this;
    }

    ReplayFixture variable(String entry) {
        environment.add(entry);
        return this;
    }

    ReplayFixture jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    List<String> arguments(String... argv) {
        return ByteText.of(replay(argv).arguments());
    }

    List<String> environment(String... argv) {
        return ByteText.of(replay(argv).environment());
    }

    LaunchCommand replay(String... argv) {
        return daemon(argv).launch();
    }

    List<String> ownOptions(String... argv) {
        return replay().ownOptions(current(argv), ByteText.bytes(directory));
    }

    DaemonCommandLine daemon(String... argv) {
        return replay().forDaemon(current(argv), ByteText.bytes(directory), keepsDirectory, ByteText.bytes(jvmOptions));
    }

    List<String> serviceArguments(String... argv) {
        return ByteText.of(replay().forService(current(argv), ByteText.bytes(directory), ByteText.bytes(jvmOptions))
                .launch()
                .arguments());
    }

    private LaunchCommand current(String... argv) {
        return new LaunchCommand(ByteText.bytes(List.of(argv)), ByteText.bytes(environment));
    }

    private CommandLineReplay replay() {
        Properties properties = new Properties();
        properties.setProperty("sun.java.launcher", "SUN_STANDARD");
        properties.setProperty("java.specification.version", feature);
        if (!packagedAs.isEmpty()) {
            properties.setProperty("jpackage.app-path", packagedAs);
        }
        if (!runs.isEmpty()) {
            properties.setProperty("sun.java.command", runs);
            properties.setProperty("sun.jnu.encoding", encoding);
        }
        JvmStart start = JvmStart.of(ByteText.bytes(executable), properties, List.of("com.example.Main"));
        return new CommandLineReplay(start, "ALL-UNNAMED", opening, argumentSpace, files);
    }
}

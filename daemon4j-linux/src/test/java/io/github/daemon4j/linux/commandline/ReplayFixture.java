/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A JVM started in /srv/app with a command line and an environment of the test's choice. */
final class ReplayFixture {

    final FakeFiles files = new FakeFiles();
    private final List<String> environment = new ArrayList<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private String directory = "/srv/app";
    private String executable = "/opt/jdk/bin/java";
    private String feature = "17";
    private String packagedAs = "";
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

    ReplayFixture packaged() {
        executable = "/opt/App/bin/App";
        packagedAs = executable;
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
        Properties properties = new Properties();
        properties.setProperty("sun.java.launcher", "SUN_STANDARD");
        properties.setProperty("java.specification.version", feature);
        if (!packagedAs.isEmpty()) {
            properties.setProperty("jpackage.app-path", packagedAs);
        }
        JvmStart start = JvmStart.of(ByteText.bytes(executable), properties, List.of("com.example.Main"));
        LaunchCommand current = new LaunchCommand(ByteText.bytes(List.of(argv)), ByteText.bytes(environment));
        return new CommandLineReplay(start, "ALL-UNNAMED", argumentSpace, files)
                .forDaemon(current, ByteText.bytes(directory), keepsDirectory, ByteText.bytes(jvmOptions));
    }
}

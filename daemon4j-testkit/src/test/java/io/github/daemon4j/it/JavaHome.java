/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A JDK these tests run their servers on.
 *
 * @param path its directory
 * @param feature its feature release, such as 17
 */
record JavaHome(Path path, int feature) {

    private static final int NEWEST_LINE = 25;

    /** The JDK that runs the tests, and one of each release from 25 on that is installed beside it. */
    static List<JavaHome> all() {
        JavaHome own = running();
        Map<Integer, JavaHome> homes = new LinkedHashMap<>();
        homes.put(own.feature, own);
        Path siblings = own.path.getParent();
        if (siblings != null) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(siblings)) {
                for (Path entry : entries) {
                    int feature = feature(entry);
                    if (feature >= NEWEST_LINE && Files.isExecutable(entry.resolve("bin/java"))) {
                        homes.putIfAbsent(feature, new JavaHome(entry, feature));
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return List.copyOf(homes.values());
    }

    static JavaHome running() {
        return new JavaHome(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** The release a directory's "release" file names; 0 if it is no JDK. */
    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.\\-+]", 2)[0]);
    }

    /** A {@link Server} on this JDK. */
    ChildJvm.Builder server(ProcessScope scope, String... script) {
        // Servers that live for a second need no optimizing compiler, and the machine has other things to do.
        return scope.jvm(Server.class).javaHome(path).arguments(script);
    }

    /** A {@link Server} in the process of a shell that did something first, such as {@code ulimit -c 0}. */
    CommandBuilder serverAfter(ProcessScope scope, String shell, String... script) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"));
        command.addAll(server(scope, script).command());
        return scope.command(command.toArray(new String[0]));
    }

    String java() {
        return path.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return "Java " + feature;
    }
}

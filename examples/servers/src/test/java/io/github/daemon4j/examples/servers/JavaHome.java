/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK of this machine. */
record JavaHome(int feature, Path directory) {

    private static final Path OWN = Path.of(System.getProperty("java.home"));

    /** The test's own Java, or one installed beside it. */
    static Optional<JavaHome> of(int feature) {
        if (Runtime.version().feature() == feature) {
            return Optional.of(new JavaHome(feature, OWN));
        }
        try (Stream<Path> homes = Files.list(OWN.getParent())) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> release(home).contains("JAVA_VERSION=\"" + feature))
                    .findFirst()
                    .map(home -> new JavaHome(feature, home));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException missing) {
            return "";
        }
    }

    String java() {
        return directory.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return Integer.toString(feature);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Transcript.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hadoop and a Java it does not run on. */
@DaemonTest
class TooNewJavaIT {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @Test
    void is_refused_at_once_and_says_what_to_do(ProcessScope scope) throws IOException {
        Optional<Path> tooNew = javaOf(25);
        assumeThat(tooNew)
                .as("refusal of a too new Java not tested: no JDK 25 beside " + JAVA_HOME)
                .isPresent();
        ChildProcess start = scope.command(
                        tooNew.get().resolve("bin/java").toString(), "-jar", "target/hadoop.jar", "namenode", "start")
                .start();
        assertThat(start.awaitExit().code()).hasValue(1);
        assertThat(start.transcript().lines(Stream.ERR))
                .singleElement()
                .asString()
                .contains("does not run on Java 25", "getSubject", "JDK 17");
    }

    private static Optional<Path> javaOf(int feature) throws IOException {
        try (java.util.stream.Stream<Path> homes = Files.list(JAVA_HOME.getParent())) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> says(home.resolve("release"), "JAVA_VERSION=\"" + feature))
                    .findFirst();
        }
    }

    private static boolean says(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException unreadable) {
            return false;
        }
    }
}

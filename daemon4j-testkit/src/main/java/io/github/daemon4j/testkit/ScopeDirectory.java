/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scope's temporary directory for pid file and log: made when first asked for, removed when nobody writes any more. */
final class ScopeDirectory {

    private static final int SHOWN_LINES = 100;

    private @Nullable Path directory;

    Path pidFile() {
        return directory().resolve("daemon.pid");
    }

    Path logFile() {
        return directory().resolve("daemon.log");
    }

    private synchronized Path directory() {
        if (directory == null) {
            try {
                directory = Files.createTempDirectory("daemon4j-testkit-").toAbsolutePath();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make a directory for pid file and log", e);
            }
        }
        return directory;
    }

    /** What the log ends with, for messages; nothing if the test has no log. */
    synchronized String describeLog() {
        if (directory == null || !Files.exists(logFile())) {
            return "";
        }
        try {
            // Bytes of any charset: a log that cannot be decoded must not hide why the test failed.
            List<String> lines = new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int skipped = Math.max(0, lines.size() - SHOWN_LINES);
            return "Log file " + logFile() + (skipped == 0 ? "" : " without its first " + skipped + " lines") + ":\n"
                    + lines.stream()
                            .skip(skipped)
                            .map(line -> "  " + line + "\n")
                            .collect(Collectors.joining());
        } catch (IOException e) {
            return "Log file " + logFile() + " cannot be read: " + e + "\n";
        }
    }

    synchronized void remove() {
        if (directory == null) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory, e);
        }
        directory = null;
    }
}

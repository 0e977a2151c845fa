/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that make an archive of classes, known by its name on their command lines; seen from outside, until they are gone. */
final class MakerWatch {

    private final Path cache;
    private final Map<Long, Duration> used = new HashMap<>();

    MakerWatch(Path cache) {
        this.cache = cache;
    }

    /** Whether there are any now. What one has used is what it had when it was seen last, a moment before its end. */
    boolean isMaking() {
        boolean any = false;
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            ProcessHandle.Info info = process.info();
            String line = info.commandLine().orElse("");
            if (line.contains(cache + "/") && line.contains("-XX:-UsePerfData")) {
                any = true;
                used.put(process.pid(), info.totalCpuDuration().orElse(Duration.ZERO));
            }
        }
        return any;
    }

    double cpuSeconds() {
        return used.values().stream().mapToLong(Duration::toNanos).sum() / 1e9;
    }

    /** The archive; empty if there is none yet. */
    Optional<Path> archive() throws IOException {
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).findFirst();
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a launcher spends its time on, seen from outside: the JVM logs when it loads a class, and each part of a launch
 * begins with a class of its own; the end, for which it loads none, with the first thread of a shutdown hook. The log makes the start a
 * little slower.
 */
final class LauncherTrace {

    private static final String LINUX = "io.github.daemon4j.linux.";

    /** A part, and the class that is loaded when it begins; of those that are loaded before they are needed none tells. */
    enum Part {
        JVM_BOOT("JVM boot, to main", ""),
        DECISION("what is this process, what is to be done", TinyServer.class.getName()),
        JNA("JNA loaded, and the command line replayed meanwhile", LINUX + "libc.NativeAccess"),
        PREPARATION("descriptors and environment prepared", LINUX + "start.LaunchTarget"),
        STEP("the native step: fork, setsid, fork, exec", LINUX + "libc.Step$Laid"),
        WAIT("waiting until the daemon is ready", LINUX + "start.LastClasses"),
        END("end of the launcher's JVM", "");

        final String text;
        private final String firstClass;

        Part(String text, String firstClass) {
            this.text = text;
            this.firstClass = firstClass;
        }
    }

    private final Map<String, Double> loaded = new HashMap<>();
    private double lastThreadStarted;
    private double last;

    private LauncherTrace() {}

    /** The option that makes every JVM of a start write a log below a directory. */
    static String option(Path directory) {
        return "-Xlog:class+load=info,os+thread=info:file=" + directory + "/%p.log:uptimenanos";
    }

    /** Starts a daemon with the log and reads what its launcher wrote. */
    static LauncherTrace of(String home) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("daemon4j-startup");
        try {
            Start start = Start.of(home, "daemon", option(directory));
            return read(directory.resolve(start.pid() + ".log"));
        } finally {
            delete(directory);
        }
    }

    private static LauncherTrace read(Path log) throws IOException {
        LauncherTrace trace = new LauncherTrace();
        for (String line : Files.readAllLines(log)) {
            int end = line.indexOf("ns] ");
            if (line.startsWith("[") && end > 0) {
                trace.last = Long.parseLong(line.substring(1, end)) / 1e6;
                trace.loaded.putIfAbsent(line.substring(end + 4).split(" ", 2)[0], trace.last);
                if (line.contains("] Thread ") && line.contains(" started (")) {
                    trace.lastThreadStarted = trace.last; // of the one hook that a launcher has left
                }
            }
        }
        return trace;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** How long a part took, in milliseconds. */
    double millis(Part part) {
        List<Part> parts = List.of(Part.values());
        double end = part == Part.END ? last : begin(parts.get(parts.indexOf(part) + 1));
        return end - begin(part);
    }

    private double begin(Part part) {
        if (part == Part.JVM_BOOT) {
            return 0;
        }
        if (part == Part.END) {
            return lastThreadStarted;
        }
        Double begin = loaded.get(part.firstClass);
        if (begin == null) {
            throw new IllegalStateException("the launcher loaded no class " + part.firstClass + ": has it moved?");
        }
        return begin;
    }
}

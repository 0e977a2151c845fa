/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.IoCounters;
import io.github.daemon4j.MemoryUsage;
import io.github.daemon4j.ProcessFile;
import io.github.daemon4j.ResourceLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Understands the smaller files of {@code /proc/PID}. Pure functions of bytes; no input is an error. */
final class FactParsers {

    /** The column at which the soft limit starts in {@code /proc/PID/limits}: {@code "%-25s %-20s %-20s %-10s\n"}. */
    private static final int LIMIT_NAME_WIDTH = 26;

    private FactParsers() {}

    static Object parse(ProcessFile file, byte[] bytes, int end) {
        return switch (file) {
            case STATUS -> Status.parse(bytes, end);
            case CGROUP -> Cgroups.parse(bytes, end);
            case LIMITS -> limits(bytes, end);
            case IO -> io(bytes, end);
            case MEMORY -> memory(bytes, end);
            case OOM_SCORE, OOM_SCORE_ADJUST -> number(bytes, end);
            default -> Arrays.copyOf(bytes, end);
        };
    }

    static Integer number(byte[] bytes, int end) {
        return (int) new Text(bytes, 0, end).number();
    }

    /** A string without {@code =} is no variable and is left out; of equal names the first counts, as for getenv(3). */
    static Map<String, String> environment(byte[] raw) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String entry : CommandLine.split(raw)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                found.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    static List<ResourceLimit> limits(byte[] bytes, int end) {
        List<ResourceLimit> found = new ArrayList<>();
        Text text = new Text(bytes, 0, end);
        while (!text.atEnd()) {
            Text line = text.line();
            if (!line.startsWith("Max ") || line.end - line.position < LIMIT_NAME_WIDTH) {
                continue; // the heading
            }
            String name = Text.decode(bytes, line.position, line.position + LIMIT_NAME_WIDTH)
                    .strip();
            line.position += LIMIT_NAME_WIDTH;
            long soft = limit(line);
            long hard = limit(line);
            line.skipBlanks();
            found.add(new ResourceLimit(name, soft, hard, line.rest().strip()));
        }
        return List.copyOf(found);
    }

    private static long limit(Text line) {
        line.skipBlanks();
        if (line.startsWith("unlimited")) {
            line.skipWord();
            return ResourceLimit.UNLIMITED;
        }
        return line.number();
    }

    static IoCounters io(byte[] bytes, int end) {
        Map<String, Long> n = namedNumbers(bytes, end);
        return new IoCounters(
                n.getOrDefault("rchar", -1L),
                n.getOrDefault("wchar", -1L),
                n.getOrDefault("syscr", -1L),
                n.getOrDefault("syscw", -1L),
                n.getOrDefault("read_bytes", -1L),
                n.getOrDefault("write_bytes", -1L),
                n.getOrDefault("cancelled_write_bytes", -1L));
    }

    static MemoryUsage memory(byte[] bytes, int end) {
        Map<String, Long> kilobytes = namedNumbers(bytes, end);
        return new MemoryUsage(
                1024 * kilobytes.getOrDefault("Rss", 0L),
                1024 * kilobytes.getOrDefault("Pss", 0L),
                1024 * kilobytes.getOrDefault("Shared_Clean", 0L),
                1024 * kilobytes.getOrDefault("Shared_Dirty", 0L),
                1024 * kilobytes.getOrDefault("Private_Clean", 0L),
                1024 * kilobytes.getOrDefault("Private_Dirty", 0L),
                1024 * kilobytes.getOrDefault("Swap", 0L));
    }

    /** Whether {@code /proc/PID/mountinfo} says {@code hidepid=2} or 4, which newer kernels name, of the last mount there. */
    static boolean hidesProcesses(byte[] mountInfo, String mountPoint) {
        boolean hides = false;
        Text text = new Text(mountInfo);
        while (!text.atEnd()) {
            Text line = text.line();
            for (int i = 0; i < 4; i++) {
                line.skipWord();
            }
            line.skipBlanks();
            if (line.until(' ').equals(mountPoint)) {
                String options = line.rest() + ',';
                hides = options.contains("hidepid=2,")
                        || options.contains("hidepid=4,")
                        || options.contains("hidepid=invisible,")
                        || options.contains("hidepid=ptraceable,");
            }
        }
        return hides;
    }

    private static Map<String, Long> namedNumbers(byte[] bytes, int end) {
        Map<String, Long> found = new LinkedHashMap<>();
        Text text = new Text(bytes, 0, end);
        while (!text.atEnd()) {
            Text line = text.line();
            String name = line.until(':');
            line.skipBlanks();
            if (line.atDigit()) {
                found.put(name, line.number());
            }
        }
        return found;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessInfo.ResourceLimit;
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
            case IO, MEMORY -> namedNumbers(bytes, end);
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

    /** Lines {@code name: number}, in their order; other lines are left out. */
    static Map<String, Long> namedNumbers(byte[] bytes, int end) {
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
        return Collections.unmodifiableMap(found);
    }
}

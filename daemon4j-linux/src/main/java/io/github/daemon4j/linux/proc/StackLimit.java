/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** RLIMIT_STACK, a quarter of which execve(2) takes for arguments and environment. */
public final class StackLimit {

    private static final String PREFIX = "Max stack size";

    private StackLimit() {}

    /** The soft limit in bytes; -1 if there is none, or if it cannot be read. */
    public static long soft() {
        try (BufferedReader limits =
                new BufferedReader(new FileReader("/proc/self/limits", StandardCharsets.US_ASCII))) {
            String line = limits.readLine();
            while (line != null && !line.startsWith(PREFIX)) {
                line = limits.readLine();
            }
            return line == null ? -1 : parse(line.substring(PREFIX.length()).trim());
        } catch (IOException unreadable) {
            return -1;
        }
    }

    private static long parse(String columns) {
        int end = columns.indexOf(' ');
        String soft = end < 0 ? columns : columns.substring(0, end);
        return soft.equals("unlimited") ? -1 : Long.parseLong(soft);
    }
}

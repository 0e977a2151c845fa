/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.launch;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code /proc/self} shows of this process, as far as daemon(7) asks for it. */
record SelfState(
        long pid,
        long parent,
        long processGroup,
        long session,
        int terminal,
        int umask,
        long blockedSignals,
        long ignoredSignals,
        String workingDirectory) {

    /**
     * Reads it.
     *
     * @throws IOException if /proc is not mounted, or its files are none that Linux writes
     */
    static SelfState read() throws IOException {
        String stat = text("/proc/self/stat");
        String status = text("/proc/self/status");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        try {
            return new SelfState(
                    Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    Integer.parseInt(fields[4]),
                    Integer.parseInt(line(status, "Umask:"), 8),
                    Long.parseUnsignedLong(line(status, "SigBlk:"), 16),
                    Long.parseUnsignedLong(line(status, "SigIgn:"), 16),
                    Files.readSymbolicLink(Path.of("/proc/self/cwd")).toString());
        } catch (RuntimeException malformed) {
            throw new IOException("/proc/self is not what Linux writes: " + malformed, malformed);
        }
    }

    /** Whether the parent belongs to this process's session, as that of a daemon never does. */
    boolean parentIsInSession() {
        try {
            String stat = text("/proc/" + parent + "/stat");
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3].equals(Long.toString(session));
        } catch (IOException goneOrHidden) {
            return false;
        }
    }

    private static String text(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String line(String status, String key) {
        int at = status.indexOf("\n" + key);
        int end = status.indexOf('\n', at + 1);
        return status.substring(at + 1 + key.length(), end).trim();
    }
}

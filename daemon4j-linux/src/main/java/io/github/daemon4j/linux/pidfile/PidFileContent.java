/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.linux.proc.OwnProcess;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a pid file says: on its first line the pid, and on the next ones what makes a process of a number. Those are
 * {@code key=value}, so that {@code kill $(cat FILE)} finds no second number to signal.
 *
 * @param pid the pid, as it is numbered in {@code pidNamespace}
 * @param startTicks when the process was started, in clock ticks since boot, proc(5)
 * @param bootId which boot: {@code /proc/sys/kernel/random/boot_id}
 * @param pidNamespace the inode of the launcher's {@code /proc/self/ns/pid}
 * @param kept what whoever stops it or starts it again is to know
 */
public record PidFileContent(long pid, long startTicks, String bootId, long pidNamespace, Kept kept) {

    /** Longer than anything that is written here; what is longer is not read on. */
    static final int MOST_BYTES = 16 * 1024;

    /** As many bytes as the lines have that say which process it is. */
    static final int IDENTITY_BYTES = 512;

    private static final String START = "start=";
    private static final String BOOT = "boot=";
    private static final String NAMESPACE = "pidns=";

    /** The content for a process of this boot and this pid namespace. */
    static PidFileContent here(long pid, long startTicks, Kept kept) {
        return new PidFileContent(pid, startTicks, OwnProcess.bootId(), OwnProcess.pidNamespace(), kept);
    }

    /** The whole content of the file. */
    byte[] format() {
        String text = pid + "\n" + START + startTicks + "\n" + BOOT + bootId + "\n" + NAMESPACE + pidNamespace + "\n"
                + kept.format();
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** As many bytes as any content has: what a launcher takes of a disk before it starts anything. */
    static byte[] blank(Kept kept) {
        byte[] blank = new byte[128 + kept.format().length()];
        Arrays.fill(blank, (byte) '\n');
        return blank;
    }

    /** Parses a content; null unless it is complete. */
    static @Nullable PidFileContent parse(byte[] bytes, int length) {
        Lines lines = new Lines(bytes, length);
        PidFileContent identity = identity(lines);
        return identity == null
                ? null
                : new PidFileContent(
                        identity.pid, identity.startTicks, identity.bootId, identity.pidNamespace, Kept.parse(lines));
    }

    /** Parses only which process it is. */
    static @Nullable PidFileContent identity(byte[] bytes, int length) {
        return identity(new Lines(bytes, length));
    }

    private static @Nullable PidFileContent identity(Lines lines) {
        long pid = number(lines.next());
        long startTicks = number(lines.value(START));
        String bootId = lines.value(BOOT);
        long pidNamespace = number(lines.value(NAMESPACE));
        if (bootId == null || bootId.isEmpty()) {
            return null;
        }
        boolean complete = pid > 0 && pid <= Integer.MAX_VALUE && startTicks >= 0 && pidNamespace > 0;
        return complete ? new PidFileContent(pid, startTicks, bootId, pidNamespace, Kept.NOTHING) : null;
    }

    /** Whether nothing is written yet, or nothing any more. */
    static boolean isBlank(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Whether these are bytes that are written here, or were by an earlier version: one number, perhaps more lines. */
    static boolean isOfLauncher(byte[] bytes, int length) {
        return isBlank(bytes, length) || number(new Lines(bytes, length).next()) > 0;
    }

    private static long number(@Nullable String digits) {
        if (digits == null || digits.isEmpty() || digits.length() > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Lines that end with a newline; what has none was not written whole. */
    static final class Lines {

        private final byte[] bytes;
        private final int length;
        private int at;

        Lines(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        @Nullable
        String next() {
            int end = at;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            if (end == length) {
                return null;
            }
            String line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
            at = end + 1;
            return line;
        }

        @Nullable
        String value(String key) {
            String line = next();
            return line != null && line.startsWith(key) ? line.substring(key.length()) : null;
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.nio.charset.StandardCharsets;

/**
 * A message of sd_notify(3): {@code KEY=VALUE}, one a line. No text can become a line of its own, or make a manager drop the
 * message: systemd drops one with a NUL in it, and one that is longer than PIPE_BUF.
 */
public final class Notification {

    /** Leaves a thousand bytes of PIPE_BUF for the other fields; as long a status is for nobody to read. */
    private static final int MOST_TEXT_BYTES = 3072;

    private static final String CUT = "...";

    private final StringBuilder lines = new StringBuilder();

    /** With one field. */
    public Notification(String key, String text) {
        and(key, text);
    }

    /** Adds a field. */
    public Notification and(String key, String text) {
        lines.append(lines.isEmpty() ? "" : "\n").append(key).append('=').append(line(text));
        return this;
    }

    /** Adds a number. */
    public Notification and(String key, long number) {
        return and(key, Long.toString(number));
    }

    private static String line(String text) {
        StringBuilder line = new StringBuilder(text);
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_TEXT_BYTES) {
            return line.toString();
        }
        int end = MOST_TEXT_BYTES - CUT.length();
        while ((bytes[end] & 0xC0) == 0x80) { // not within a character
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }

    byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}

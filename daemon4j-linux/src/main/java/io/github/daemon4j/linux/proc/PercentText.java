/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import org.jspecify.annotations.Nullable;

/** Bytes of a path or an argument as printable ASCII, so that no locale and no separator can change them. One character is one byte. */
public final class PercentText {

    private static final String DIGITS = "0123456789ABCDEF";

    private PercentText() {}

    /**
     * Encodes bytes.
     *
     * @param bytes characters up to {@code 0xff}
     */
    public static String encode(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length() + 16);
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (isPlain(c)) {
                text.append(c);
            } else {
                text.append('%').append(DIGITS.charAt(c >> 4 & 0xf)).append(DIGITS.charAt(c & 0xf));
            }
        }
        return text.toString();
    }

    /** What was encoded; null if this is no such text. */
    public static @Nullable String decode(String text) {
        StringBuilder bytes = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '%') {
                int high = at < text.length() ? DIGITS.indexOf(text.charAt(at++)) : -1;
                int low = at < text.length() ? DIGITS.indexOf(text.charAt(at++)) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.append((char) (high << 4 | low));
            } else if (isPlain(c)) {
                bytes.append(c);
            } else {
                return null;
            }
        }
        return bytes.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '/'
                || c == '.'
                || c == '-'
                || c == '_';
    }
}

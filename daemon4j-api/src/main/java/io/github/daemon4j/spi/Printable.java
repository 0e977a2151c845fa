/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

/** Names that processes gave themselves, as they may be printed. */
public final class Printable {

    private Printable() {}

    /**
     * Puts {@code ?} for every character that a terminal obeys instead of showing it: a name could forge lines with it, or turn
     * them around (U+202E).
     */
    public static String of(String name) {
        StringBuilder clean = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> clean.append('?');
                default -> clean.appendCodePoint(c);
            }
        }
        return clean.toString();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.spi.Printable;
import java.util.List;

/**
 * How text is written in a unit, so that systemd reads what was meant: systemd.syntax(7), "Quoting", and systemd.service(5),
 * "Command Lines".
 */
final class UnitSyntax {

    /** Mean themselves outside of quotes, beside letters and digits. */
    private static final String PLAIN = "_-./:=,+@";

    private UnitSyntax() {}

    /** A line of {@code ExecStart=}. Of the program to be executed, no variable is looked for in its path. */
    static String command(List<String> words) {
        StringBuilder line = new StringBuilder(word(words.get(0), ""));
        for (String word : words.subList(1, words.size())) {
            line.append(' ').append(word(word, "$"));
        }
        return line.toString();
    }

    /** One of the assignments of {@code Environment=}, where a dollar means itself. */
    static String assignment(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
                throw new DaemonException("the environment variable " + name + " has a control character (" + (int) c
                        + "), which a unit cannot set: use EnvironmentFile= or LoadCredential= instead");
            }
        }
        return word(name + "=" + value, "");
    }

    /** One of the paths of a list, such as that of {@code ReadWritePaths=}. */
    static String path(String path) {
        return word(path, "");
    }

    /** The value of a setting that is one text without quotes, such as {@code WorkingDirectory=}. */
    static String bare(String value) {
        if (!value.equals(Printable.of(value)) || !value.equals(value.strip())) {
            throw new DaemonException(
                    "'" + Printable.of(value) + "' cannot be written in a unit: it has a character that is"
                            + " not printed, or a space at an end");
        }
        return value.replace("%", "%%");
    }

    /** A line that is for people. */
    static String comment(String text) {
        return "# " + Printable.of(text);
    }

    private static String word(String word, String doubled) {
        StringBuilder written = new StringBuilder();
        boolean plain = !word.isEmpty();
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            int c = word.codePointAt(i);
            plain &= isPlain(c) || c == '%' || c == '$';
            if (c == '%' || doubled.indexOf(c) >= 0) {
                written.append((char) c).append((char) c);
            } else {
                append(written, c, word);
            }
        }
        return plain ? written.toString() : "\"" + written + "\"";
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    private static void append(StringBuilder written, int c, String word) {
        if (Character.getType(c) == Character.SURROGATE || c == 0) {
            throw new DaemonException(
                    "the word '" + Printable.of(word) + "' cannot be written in a unit, which is UTF-8 without NUL");
        }
        switch (c) {
            case '"', '\\' -> written.append('\\').append((char) c);
            case '\n' -> written.append("\\n");
            case '\t' -> written.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7F) {
                    written.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    written.appendCodePoint(c);
                }
            }
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Byte strings as Strings of one char a byte. */
final class ByteText {

    private static final int SHOWN = 200;

    private ByteText() {}

    static String of(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static List<String> of(List<byte[]> strings) {
        List<String> texts = new ArrayList<>(strings.size());
        for (byte[] string : strings) {
            texts.add(of(string));
        }
        return texts;
    }

    static List<byte[]> bytes(List<String> texts) {
        List<byte[]> strings = new ArrayList<>(texts.size());
        for (String text : texts) {
            strings.add(bytes(text));
        }
        return List.copyOf(strings);
    }

    /** For a message: decoded as UTF-8, control characters replaced, cut when long. */
    static String show(String text) {
        String decoded = new String(bytes(text), UTF_8);
        StringBuilder shown = new StringBuilder();
        int end = Math.min(decoded.length(), SHOWN);
        for (int i = 0; i < end; i++) {
            char c = decoded.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return end < decoded.length() ? shown.append("...").toString() : shown.toString();
    }

    /** C's {@code isspace} in the C locale, which is what launcher and VM split option strings by. */
    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}

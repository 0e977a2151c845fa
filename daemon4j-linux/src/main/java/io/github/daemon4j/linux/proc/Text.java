/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes as the kernel writes them, read in place: numbers without strings in between. */
final class Text {

    final byte[] bytes;
    final int end;
    int position;

    Text(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    Text(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    boolean atEnd() {
        return position >= end;
    }

    void skipBlanks() {
        while (position < end && isBlank(bytes[position])) {
            position++;
        }
    }

    void skipWord() {
        skipBlanks();
        while (position < end && !isBlank(bytes[position]) && bytes[position] != '\n') {
            position++;
        }
    }

    void skipWords(int count) {
        for (int i = 0; i < count; i++) {
            skipWord();
        }
    }

    void skipLine() {
        while (position < end && bytes[position++] != '\n') {}
    }

    /** Goes behind a prefix, if it is next. */
    boolean skip(String prefix) {
        boolean next = startsWith(prefix);
        position += next ? prefix.length() : 0;
        return next;
    }

    /** The rest of the line, trimmed; the position is then at the next line. */
    Text line() {
        int lineEnd = position;
        while (lineEnd < end && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        Text line = new Text(bytes, position, lineEnd);
        line.skipBlanks();
        position = lineEnd < end ? lineEnd + 1 : end;
        return line;
    }

    boolean startsWith(String prefix) {
        if (end - position < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[position + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a decimal number, with a sign or not; -1 if there is none. Larger than {@code long} wraps, as in C. */
    long number() {
        skipBlanks();
        boolean negative = position < end && bytes[position] == '-';
        int from = negative ? position + 1 : position;
        int at = from;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
        }
        if (at == from) {
            return -1;
        }
        position = at;
        return negative ? -value : value;
    }

    /** Reads an octal ({@code bits} 3) or hexadecimal (4) number; 0 if there is none. */
    long digits(int bits) {
        skipBlanks();
        long value = 0;
        while (position < end) {
            int digit = Character.digit(bytes[position], 1 << bits);
            if (digit < 0) {
                break;
            }
            value = value << bits | digit;
            position++;
        }
        return value;
    }

    List<Long> numbers() {
        List<Long> found = new ArrayList<>();
        for (skipBlanks(); position < end && isDigit(bytes[position]); skipBlanks()) {
            found.add(number());
        }
        return List.copyOf(found);
    }

    boolean atDigit() {
        return position < end && isDigit(bytes[position]);
    }

    /** Up to a byte, or to the end if it does not come; the position is then behind it. */
    String until(char stop) {
        int from = position;
        while (position < end && bytes[position] != stop) {
            position++;
        }
        String found = decode(bytes, from, position);
        position = Math.min(end, position + 1);
        return found;
    }

    String rest() {
        return decode(bytes, position, end);
    }

    static String decode(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}

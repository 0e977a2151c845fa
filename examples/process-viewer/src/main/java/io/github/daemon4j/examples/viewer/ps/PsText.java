/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.ps;

import io.github.daemon4j.examples.viewer.views.Look;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes foreign bytes harmless in the two steps of procps: its library replaces control characters, or everything from the
 * first byte on that begins no UTF-8 sequence; then {@code ps} itself replaces what is no whole or no printable character.
 */
final class PsText {

    /** What procps reads of a file, without the end of its string. */
    private static final int MOST = 131_071;

    private final boolean utf8;

    PsText(boolean utf8) {
        this.utf8 = utf8;
    }

    /** A command line, which is not empty. */
    String commandLine(byte[] arguments) {
        byte[] bytes = Arrays.copyOf(arguments, Math.min(arguments.length, MOST));
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (bytes[i] == 0 || bytes[i] == '\n') {
                bytes[i] = ' ';
            }
        }
        if (end == bytes.length && end > 0 && bytes[end - 1] == ' ') {
            end--; // a title that was written without a zero byte at its end
        }
        return end == 0 ? "?" : print(escape(Arrays.copyOf(bytes, end)));
    }

    /** What stands for the command line of a kernel thread, a zombie, or a process that erased it. */
    String name(byte[] name, boolean zombie) {
        return '[' + print(escape(name.clone())) + (zombie ? "] <defunct>" : "]");
    }

    private byte[] escape(byte[] bytes) {
        int i = 0;
        while (utf8 && i < bytes.length) {
            int length = sequenceLength(bytes[i] & 0xff);
            if (length == 0 || i + length > bytes.length) {
                break;
            }
            if (isControl(bytes[i])) {
                bytes[i] = '?';
            }
            i += length;
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                bytes[i] = '?';
            } else if (isControl(bytes[i])) {
                bytes[i] = '.';
            }
        }
        return bytes;
    }

    private static String print(byte[] bytes) {
        StringBuilder printed = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int length = Math.min(Math.max(1, sequenceLength(bytes[i] & 0xff)), bytes.length - i);
            int c = character(bytes, i, length);
            printed.appendCodePoint(c < 0 || !isPrintable(c) ? '?' : c);
            i += c < 0 ? 1 : length;
        }
        return printed.toString();
    }

    private static int character(byte[] bytes, int start, int length) {
        if (bytes[start] >= 0) {
            return bytes[start];
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString()
                    .codePointAt(0);
        } catch (CharacterCodingException e) {
            return -1;
        }
    }

    /** The C library prints format characters, which {@link Look} does not. */
    private static boolean isPrintable(int c) {
        return Look.isPrintable(c) || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ') || b == 0x7f;
    }

    /** By the first byte; 0 if none begins so. */
    private static int sequenceLength(int first) {
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a message goes through the pipe: one byte for its kind, two numbers as eight bytes each, the length of a UTF-8 text as
 * four, the text; big-endian. A frame is no longer than {@code PIPE_BUF}: up to that, pipe(7) says, a write is not mixed with
 * those of others.
 */
final class Frame {

    /** {@code PIPE_BUF} of linux/limits.h. */
    static final int MOST_BYTES = 4096;

    static final int HEADER_BYTES = 21;
    static final int MOST_TEXT_BYTES = MOST_BYTES - HEADER_BYTES;

    static final char READY = 'R';
    static final char STATUS = 'S';
    static final char EXTEND = 'X';
    static final char FAILED = 'F';

    private Frame() {}

    /** The frame; a text that is too long is cut between two characters. */
    static byte[] encode(char kind, long number, long second, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        if (length > MOST_TEXT_BYTES) {
            length = MOST_TEXT_BYTES;
            while ((bytes[length] & 0xc0) == 0x80) { // within a character
                length--;
            }
        }
        byte[] frame = new byte[HEADER_BYTES + length];
        frame[0] = (byte) kind;
        for (int i = 0; i < 8; i++) {
            frame[1 + i] = (byte) (number >>> (56 - 8 * i));
            frame[9 + i] = (byte) (second >>> (56 - 8 * i));
        }
        for (int i = 0; i < 4; i++) {
            frame[17 + i] = (byte) (length >>> (24 - 8 * i));
        }
        System.arraycopy(bytes, 0, frame, HEADER_BYTES, length);
        return frame;
    }

    /** The message in a frame; null if its kind is not known here. */
    static @Nullable Message decode(byte[] bytes, int at, int textLength) {
        long number = number(bytes, at + 1, 8);
        long second = number(bytes, at + 9, 8);
        String text = new String(bytes, at + HEADER_BYTES, textLength, StandardCharsets.UTF_8);
        return switch ((char) bytes[at]) {
            case READY -> new Message.Ready(number, second, text);
            case STATUS -> new Message.Status(number, second, text);
            case EXTEND -> new Message.Extend(number);
            case FAILED -> new Message.Failed((int) number, text);
            default -> null;
        };
    }

    /** How long the text of the frame there says it is. */
    static long textLength(byte[] bytes, int at) {
        return number(bytes, at + 17, 4);
    }

    private static long number(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }
}

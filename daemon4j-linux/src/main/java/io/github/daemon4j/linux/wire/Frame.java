/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing a daemon says to its launcher through the handshake pipe: a kind, a number, a text. On the wire: one byte, the
 * number as eight bytes, the length of the UTF-8 text as four, the text; big-endian.
 */
public record Frame(char kind, long number, String text) {

    /** The daemon serves: the number is how long its output file was when it said so, the text its status, or empty. */
    public static final char READY = 'R';

    /** The text is to be shown, after as much output as the number says. */
    public static final char STATUS = 'S';

    /** The number is how many milliseconds more the start may take. */
    public static final char EXTEND = 'X';

    /** The start has failed: the number is the exit status, the text the reason. */
    public static final char FAILED = 'F';

    private static final int HEADER_BYTES = 13;

    /** Longer texts are cut, so that a broken peer cannot make the launcher allocate without end. */
    private static final int MOST_TEXT_BYTES = 64 * 1024;

    public byte[] encode() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MOST_TEXT_BYTES);
        byte[] frame = new byte[HEADER_BYTES + length];
        frame[0] = (byte) kind;
        for (int i = 0; i < 8; i++) {
            frame[1 + i] = (byte) (number >>> (56 - 8 * i));
        }
        for (int i = 0; i < 4; i++) {
            frame[9 + i] = (byte) (length >>> (24 - 8 * i));
        }
        System.arraycopy(bytes, 0, frame, HEADER_BYTES, length);
        return frame;
    }

    /** Puts frames together from the pieces a pipe gives. */
    public static final class Decoder {

        private byte[] pending = new byte[0];

        /**
         * Takes more bytes.
         *
         * @return the frames that are complete now
         * @throws IllegalArgumentException if these are no frames
         */
        public List<Frame> feed(byte[] bytes, int count) {
            ByteArrayOutputStream joined = new ByteArrayOutputStream(pending.length + count);
            joined.write(pending, 0, pending.length);
            joined.write(bytes, 0, count);
            byte[] all = joined.toByteArray();
            List<Frame> frames = new ArrayList<>();
            int at = 0;
            while (all.length - at >= HEADER_BYTES) {
                long length = number(all, at + 9, 4);
                if (length > MOST_TEXT_BYTES) {
                    throw new IllegalArgumentException("a frame of " + length + " bytes");
                }
                if (all.length - at < HEADER_BYTES + length) {
                    break;
                }
                String text = new String(all, at + HEADER_BYTES, (int) length, StandardCharsets.UTF_8);
                frames.add(new Frame((char) all[at], number(all, at + 1, 8), text));
                at += HEADER_BYTES + (int) length;
            }
            pending = java.util.Arrays.copyOfRange(all, at, all.length);
            return frames;
        }

        private static long number(byte[] bytes, int at, int count) {
            long value = 0;
            for (int i = 0; i < count; i++) {
                value = (value << 8) | (bytes[at + i] & 0xff);
            }
            return value;
        }
    }
}

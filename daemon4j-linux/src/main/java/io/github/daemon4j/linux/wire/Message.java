/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

/** One thing a daemon says to its launcher. */
public sealed interface Message {

    /** The message as one frame, of {@code PIPE_BUF} bytes at most; a longer text is cut. */
    byte[] encode();

    /**
     * The daemon serves.
     *
     * @param shown how long its output file was when it said so: what comes after that is not for the terminal
     * @param status a line for people, or empty
     */
    record Ready(long shown, String status) implements Message {
        @Override
        public byte[] encode() {
            return Frame.encode(Frame.READY, shown, status);
        }
    }

    /**
     * A line is to be shown.
     *
     * @param shown after how much of the output
     * @param text the line
     */
    record Status(long shown, String text) implements Message {
        @Override
        public byte[] encode() {
            return Frame.encode(Frame.STATUS, shown, text);
        }
    }

    /**
     * The start may take longer.
     *
     * @param millis how long from now on
     */
    record Extend(long millis) implements Message {
        @Override
        public byte[] encode() {
            return Frame.encode(Frame.EXTEND, millis, "");
        }
    }

    /**
     * The start has failed, and the daemon is ending.
     *
     * @param exitStatus what it ends with
     * @param text the reason
     */
    record Failed(int exitStatus, String text) implements Message {
        @Override
        public byte[] encode() {
            return Frame.encode(Frame.FAILED, exitStatus, text);
        }
    }
}

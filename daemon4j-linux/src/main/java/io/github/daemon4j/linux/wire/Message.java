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
     * @param errors the same of the file of its standard error, where that is another one
     * @param status a line for people, or empty
     */
    record Ready(long shown, long errors, String status) implements Message {

        @Override
        public byte[] encode() {
            return Frame.encode(Frame.READY, shown, errors, status);
        }
    }

    /**
     * A line is to be shown.
     *
     * @param shown after how much of the output
     * @param errors after how much of the standard error, where that is another file
     * @param text the line
     */
    record Status(long shown, long errors, String text) implements Message {

        @Override
        public byte[] encode() {
            return Frame.encode(Frame.STATUS, shown, errors, text);
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
            return Frame.encode(Frame.EXTEND, millis, 0, "");
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
            return Frame.encode(Frame.FAILED, exitStatus, 0, text);
        }
    }
}

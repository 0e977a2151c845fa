/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.spi.Printable;
import java.util.Arrays;

/** The fields of {@code /proc/PID/stat} that are kept; numbers as in {@code proc(5)}. */
final class Stat {

    /** {@code PF_KTHREAD} of include/linux/sched.h. */
    private static final int KERNEL_THREAD = 0x0020_0000;

    private static final byte[] NO_BYTES = {};

    final int pid;
    final byte[] command;
    final char state;
    final int parent;
    final int group;
    final int session;
    final int terminal;
    final int foregroundGroup;
    final int flags;
    final long userTicks;
    final long systemTicks;
    final byte nice;
    final int threads;
    final long startTicks;
    final long virtualBytes;
    final long residentPages;
    final boolean maybeThread;

    private Stat(int pid) {
        this.pid = pid;
        command = NO_BYTES;
        state = '?';
        parent = -1;
        group = -1;
        session = -1;
        terminal = 0;
        foregroundGroup = -1;
        flags = 0;
        userTicks = 0;
        systemTicks = 0;
        nice = 0;
        threads = -1;
        startTicks = -1;
        virtualBytes = -1;
        residentPages = -1;
        maybeThread = false;
    }

    private Stat(byte[] bytes, int open, int close, int end) throws MalformedProcFileException {
        command = Arrays.copyOfRange(bytes, open + 1, close);
        Text text = new Text(bytes, 0, open);
        pid = (int) text.number();
        text = new Text(bytes, close + 1, end);
        text.skipBlanks();
        if (text.atEnd() || pid <= 0) {
            throw malformed(bytes, end);
        }
        state = (char) bytes[text.position++];
        parent = field(text);
        group = field(text);
        session = field(text);
        terminal = field(text);
        foregroundGroup = field(text);
        flags = (int) text.number();
        skip(text, 4); // 10 to 13: page faults
        userTicks = text.number();
        systemTicks = text.number();
        skip(text, 3); // 16 to 18: times of children, priority
        nice = (byte) text.number();
        threads = field(text);
        skip(text, 1); // 21: itrealvalue
        startTicks = text.number();
        if (startTicks < 0) {
            throw malformed(bytes, end);
        }
        virtualBytes = text.number();
        residentPages = text.number();
        skip(text, 13); // 25 to 37
        text.skipBlanks();
        maybeThread = text.number() == -1; // 38: exit_signal, missing in lines of old kernels
    }

    /**
     * Parses a line. The name may hold anything, parentheses and line feeds too: it ends at the last {@code )}. Fields that
     * newer kernels append are ignored, fields after the start tick that older ones lack are unknown.
     */
    static Stat parse(byte[] bytes, int end) throws MalformedProcFileException {
        int open = 0;
        while (open < end && bytes[open] != '(') {
            open++;
        }
        int close = end - 1;
        while (close > open && bytes[close] != ')') {
            close--;
        }
        if (close <= open) {
            throw malformed(bytes, end);
        }
        return new Stat(bytes, open, close, end);
    }

    /** A process that exists and cannot be read. */
    static Stat denied(long pid) {
        return new Stat((int) pid);
    }

    String name() {
        return Text.decode(command, 0, command.length);
    }

    String printableName() {
        return Printable.of(name());
    }

    boolean isDenied() {
        return startTicks < 0;
    }

    boolean isKernelThread() {
        return (flags & KERNEL_THREAD) != 0;
    }

    /** Kernel threads have none, and zombies have lost it. */
    boolean hasNoMemory() {
        return virtualBytes == 0;
    }

    boolean isZombie() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /** A zombie with threads is but a main thread that has ended: the process lives as long as the others do. */
    boolean hasEnded() {
        return isZombie() && (state != 'Z' || threads <= 1);
    }

    private static int field(Text text) {
        return (int) text.number();
    }

    private static void skip(Text text, int fields) {
        for (int i = 0; i < fields; i++) {
            text.skipWord();
        }
    }

    private static MalformedProcFileException malformed(byte[] bytes, int end) {
        return new MalformedProcFileException("Not a line of /proc/PID/stat as proc(5) describes it: \""
                + Text.decode(bytes, 0, Math.min(end, 400)) + "\"");
    }
}

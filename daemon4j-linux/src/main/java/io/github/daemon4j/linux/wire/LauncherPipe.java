/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.linux.proc.OwnProcess;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The daemon's end of the pipe to its launcher. A launcher that was stopped with {@code SIGSTOP}, or that is slow, never
 * holds the daemon up; that it has been killed is nothing to fail for, because the daemon was to outlive it anyway.
 *
 * <p>No native call is made: the pipe is opened as {@code /proc/self/fd/N} for each message. That is a path, so nothing is
 * written unless it leads to the pipe, and nothing is ever truncated: in a JVM that was not started by a launcher such a
 * descriptor is the JDK's own {@code lib/modules}.
 */
public final class LauncherPipe {

    private final int descriptor;
    private final String path;
    private final String target;
    private final int capacity;

    /** The pipe that a mark names. */
    public LauncherPipe(Mark mark) {
        descriptor = mark.pipe();
        path = "/proc/self/fd/" + descriptor;
        target = "pipe:[" + mark.pipeInode() + "]";
        capacity = mark.capacity();
    }

    /** Whether this process has it at that descriptor. */
    public boolean isOpen() {
        return target.equals(found());
    }

    /** What is at that descriptor, for a message. */
    public String found() {
        String found = OwnProcess.descriptor(descriptor);
        return found == null ? "nothing" : found;
    }

    /** What was to be found there. */
    public String expected() {
        return target;
    }

    /**
     * Says something, in one write(2). A {@link Message.Status} or {@link Message.Extend} is dropped if the launcher has not
     * read for so long that what has to come at last might not fit.
     *
     * @return whether there is a launcher
     */
    public synchronized boolean say(Message message) {
        if (!isOpen()) {
            return false;
        }
        byte[] frame = message.encode();
        boolean append = true;
        try {
            if (!hasRoom(message, frame.length)) {
                return true;
            }
            try (FileOutputStream out = new FileOutputStream(path, append)) {
                out.write(frame);
                return true;
            }
        } catch (IOException launcherGone) {
            return false; // EPIPE
        }
    }

    private boolean hasRoom(Message message, int length) throws IOException {
        boolean last = message instanceof Message.Ready || message instanceof Message.Failed;
        return last || fits(unread(), length, capacity, message instanceof Message.Extend);
    }

    /**
     * Whether something may be written, so that one more frame still fits after it. A pipe is a row of pages, and a frame is
     * not split: frames of a little more than half a page fill it when it holds half of its bytes. More time to start is
     * worth more than a line to show, so it may use what lines may not.
     */
    static boolean fits(int unread, int length, int capacity, boolean urgent) {
        if (unread == 0) {
            return capacity >= 2 * Frame.MOST_BYTES; // Linux gives who has many pipes one or two pages
        }
        int share = urgent ? capacity / 8 * 3 : capacity / 4;
        return unread + length <= share;
    }

    /** {@code FIONREAD}. The reading end is let go of at once: a dead launcher has to be noticed by the write. */
    private int unread() throws IOException {
        try (FileInputStream in = new FileInputStream(path)) {
            return in.available();
        }
    }
}

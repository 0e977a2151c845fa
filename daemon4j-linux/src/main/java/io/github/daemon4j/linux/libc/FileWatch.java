/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.nio.charset.StandardCharsets;

/**
 * inotify(7) on open files: readable when somebody has written to one of them. Instances are scarce (128 for each user by default);
 * where none is to be had, who waits has to look now and then: {@link #limit}.
 */
public final class FileWatch implements AutoCloseable {

    private static final int IN_MODIFY = 2;
    private static final int IN_NONBLOCK = 04000;
    private static final int IN_CLOEXEC = 02000000;

    private static final long LOOK_MILLIS = 50;

    private final int number;

    private FileWatch(int number) {
        this.number = number;
    }

    /** {@code inotify_init1} and {@code inotify_add_watch("/proc/self/fd/N", IN_MODIFY)} for each. */
    public static FileWatch of(Descriptor... files) {
        FileWatch watch = null;
        try {
            watch = new FileWatch(Libc.call("inotify_init1", IN_NONBLOCK | IN_CLOEXEC));
            for (Descriptor file : files) {
                watch.add("/proc/self/fd/" + file.number());
            }
            return watch;
        } catch (ErrnoException noneLeft) {
            if (watch != null) {
                watch.close();
            }
            return new FileWatch(-1);
        }
    }

    private void add(String file) throws ErrnoException {
        try (Memory path = CStrings.of(file.getBytes(StandardCharsets.US_ASCII))) {
            Libc.call("inotify_add_watch", number, path, IN_MODIFY);
        }
    }

    /** How long to wait for this at most before looking, if that is no longer than a time; -1 stands for ever. */
    public long limit(long millis) {
        return number >= 0 || (millis >= 0 && millis < LOOK_MILLIS) ? millis : LOOK_MILLIS;
    }

    /** The descriptor's number, for {@link Poll}, which passes over the -1 of one that could not be had. */
    public int number() {
        return number;
    }

    /** Takes the events that have come, so that {@link Poll} waits for the next one. What they say is one thing: written. */
    public void drain() {
        if (number < 0) {
            return;
        }
        try (Memory events = new Memory(4096)) {
            Libc.function("read").invokeInt(new Object[] {number, events, 4096L});
        }
    }

    @Override
    public void close() {
        if (number < 0) {
            return;
        }
        Libc.function("close").invokeInt(new Object[] {number});
    }
}

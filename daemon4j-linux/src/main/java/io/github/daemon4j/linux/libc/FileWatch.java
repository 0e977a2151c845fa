/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * inotify(7) on open files: readable when somebody has written to one of them. Instances are scarce (128 for each user by default);
 * where none is to be had, who waits has to look now and then: {@link #limit}.
 */
public final class FileWatch implements AutoCloseable {

    private static final int IN_MODIFY = 2;
    private static final int IN_NONBLOCK = 04000;
    private static final int IN_CLOEXEC = 02000000;

    private static final long LOOK_MILLIS = 50;

    /** How often to look before there is an instance. */
    private static final long EARLY_LOOK_MILLIS = 10;

    private final Descriptor[] files;

    /** When there is to be an instance, as {@link Poll#deadline} has it. */
    private final long openAt;

    private boolean isTried;
    private int number = -1;

    private FileWatch(long openAt, Descriptor... files) {
        this.openAt = openAt;
        this.files = files;
    }

    /** {@code inotify_init1} and {@code inotify_add_watch("/proc/self/fd/N", IN_MODIFY)} for each. */
    public static FileWatch of(Descriptor... files) {
        FileWatch watch = new FileWatch(0, files);
        watch.open();
        return watch;
    }

    /**
     * The same, but not before somebody has waited for a while: to close an instance takes 13 ms, a grace period of the kernel
     * (fsnotify_wait_marks_destroyed in fs/notify/mark.c), and so long it is for whoever waits to look every few milliseconds.
     */
    public static FileWatch after(long millis, Descriptor... files) {
        return new FileWatch(Poll.deadline(millis, TimeUnit.MILLISECONDS), files);
    }

    private void open() {
        isTried = true;
        try {
            number = Libc.call("inotify_init1", IN_NONBLOCK | IN_CLOEXEC);
            for (Descriptor file : files) {
                add("/proc/self/fd/" + file.number());
            }
        } catch (ErrnoException noneLeft) {
            close();
            number = -1;
        }
    }

    private void add(String file) throws ErrnoException {
        try (Memory path = CStrings.of(file.getBytes(StandardCharsets.US_ASCII))) {
            Libc.call("inotify_add_watch", number, path, IN_MODIFY);
        }
    }

    /** How long to wait for this at most before looking, if that is no longer than a time; -1 stands for ever. */
    public long limit(long millis) {
        if (!isTried && Poll.millisUntil(openAt) == 0) {
            open();
            return 0; // what was written before is to be seen, too
        }
        long look = isTried ? LOOK_MILLIS : EARLY_LOOK_MILLIS;
        return number >= 0 || (millis >= 0 && millis < look) ? millis : look;
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

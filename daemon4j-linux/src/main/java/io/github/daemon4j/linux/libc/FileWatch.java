/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.nio.charset.StandardCharsets;

/** inotify(7) on one open file: readable when somebody has written to it. */
public final class FileWatch implements AutoCloseable {

    private static final int IN_MODIFY = 2;
    private static final int IN_NONBLOCK = 04000;
    private static final int IN_CLOEXEC = 02000000;

    private final int number;

    private FileWatch(int number) {
        this.number = number;
    }

    /** {@code inotify_init1} and {@code inotify_add_watch("/proc/self/fd/N", IN_MODIFY)}. */
    public static FileWatch of(Descriptor file) throws ErrnoException {
        FileWatch watch = new FileWatch(Libc.call("inotify_init1", IN_NONBLOCK | IN_CLOEXEC));
        try (Memory path = CStrings.of(("/proc/self/fd/" + file.number()).getBytes(StandardCharsets.US_ASCII))) {
            Libc.call("inotify_add_watch", watch.number, path, IN_MODIFY);
            return watch;
        } catch (ErrnoException failure) {
            watch.close();
            throw failure;
        }
    }

    /** The descriptor's number, for {@link Poll}. */
    public int number() {
        return number;
    }

    /** Takes the events that have come, so that {@link Poll} waits for the next one. What they say is one thing: written. */
    public void drain() {
        try (Memory events = new Memory(4096)) {
            Libc.function("read").invokeInt(new Object[] {number, events, 4096L});
        }
    }

    @Override
    public void close() {
        Libc.function("close").invokeInt(new Object[] {number});
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/** A counter that {@link Poll} waits for: one thread wakes another that is in poll(2). See eventfd(2). */
public final class EventFd implements AutoCloseable {

    /** {@code EFD_CLOEXEC}, which is O_CLOEXEC, and {@code EFD_NONBLOCK}, which is O_NONBLOCK. */
    private static final int FLAGS = 02000000 | 04000;

    private static final int COUNTER_BYTES = 8;

    private final int number;

    private EventFd(int number) {
        this.number = number;
    }

    /** {@code int eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)}. */
    public static EventFd create() throws ErrnoException {
        return new EventFd(Libc.call("eventfd", 0, FLAGS));
    }

    /** Makes it readable. A counter that is full (EAGAIN) is readable already. */
    public void wake() throws ErrnoException {
        try (Memory one = new Memory(COUNTER_BYTES)) {
            one.setLong(0, 1);
            transfer("write", one);
        }
    }

    /** Makes it unreadable until it is woken again. */
    public void drain() throws ErrnoException {
        try (Memory counter = new Memory(COUNTER_BYTES)) {
            transfer("read", counter);
        }
    }

    private void transfer(String call, Memory counter) throws ErrnoException {
        try {
            Libc.call(call, number, counter, (long) COUNTER_BYTES);
        } catch (ErrnoException failure) {
            if (!failure.errno().equals(Errno.EAGAIN)) {
                throw failure;
            }
        }
    }

    /** The descriptor's number, for {@link Poll}. */
    public int number() {
        return number;
    }

    @Override
    public void close() {
        Libc.function("close").invokeInt(new Object[] {number});
    }
}

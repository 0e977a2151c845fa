/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.util.concurrent.TimeUnit;

/** {@code int poll(struct pollfd *fds, nfds_t nfds, int timeout)}. */
public final class Poll {

    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;

    /** {@code struct pollfd { int fd; short events; short revents }}. */
    private static final int POLLFD_BYTES = 8;

    /** A time that never comes, from which {@code System.nanoTime()} can be taken without overflow: 146 years. */
    private static final long FAR_NANOS = Long.MAX_VALUE / 2;

    private Poll() {}

    /** When a time from now is up, by {@code System.nanoTime()}; one longer than 146 years is cut. */
    public static long deadline(long time, TimeUnit unit) {
        return System.nanoTime() + Math.min(FAR_NANOS, unit.toNanos(time));
    }

    /** What is left until a deadline, rounded up; 0 if it has passed. */
    public static long millisUntil(long deadline) {
        return Math.max(0, (deadline - System.nanoTime() + 999_999) / 1_000_000);
    }

    /**
     * Waits until a pipe takes another write at once, which needs a free page: {@code POLLOUT}.
     *
     * @param millis how long at most
     * @return whether it does; also if nobody reads, so that the write says so
     */
    public static boolean awaitWritable(int descriptor, long millis) throws ErrnoException {
        try (Memory fds = new Memory(POLLFD_BYTES)) {
            fds.setInt(0, descriptor);
            fds.setShort(4, POLLOUT);
            fds.setShort(6, (short) 0);
            return Libc.call("poll", fds, 1L, (int) Math.min(Integer.MAX_VALUE, millis)) > 0;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EINTR)) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * Waits until one of the descriptors is readable, has ended or is in error.
     *
     * @param millis how long at most; -1 for ever
     * @param descriptors the numbers; a negative one is passed over
     * @return for each descriptor whether something happened; all {@code false} when the time is up
     */
    public static boolean[] await(long millis, int... descriptors) throws ErrnoException {
        long deadline = deadline(millis, TimeUnit.MILLISECONDS);
        boolean[] happened = new boolean[descriptors.length];
        try (Memory fds = new Memory((long) POLLFD_BYTES * descriptors.length)) {
            for (int i = 0; i < descriptors.length; i++) {
                fds.setInt((long) POLLFD_BYTES * i, descriptors[i]);
                fds.setShort((long) POLLFD_BYTES * i + 4, POLLIN);
                fds.setShort((long) POLLFD_BYTES * i + 6, (short) 0);
            }
            boolean again = true;
            while (again) {
                int timeout = millis < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, millisUntil(deadline));
                try {
                    int count = Libc.call("poll", fds, (long) descriptors.length, timeout);
                    again = count == 0 && millis > 0 && millisUntil(deadline) > 0; // an int of milliseconds is 24 days
                } catch (ErrnoException failure) {
                    if (!failure.errno().equals(Errno.EINTR)) {
                        throw failure;
                    }
                    again = true;
                }
            }
            for (int i = 0; i < descriptors.length; i++) {
                happened[i] = fds.getShort((long) POLLFD_BYTES * i + 6) != 0;
            }
        }
        return happened;
    }
}

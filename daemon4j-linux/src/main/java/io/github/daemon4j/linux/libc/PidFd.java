/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/**
 * A process that cannot be mistaken for a later one: while this is open, signals reach that process or nobody. Linux 5.3.
 */
public final class PidFd implements AutoCloseable {

    private final int number;

    private PidFd(int number) {
        this.number = number;
    }

    /**
     * {@code int pidfd_open(pid_t pid, 0)}. The pid may have been reused before this call: compare the start time after it.
     *
     * @throws ErrnoException ESRCH if there is no such process
     */
    public static PidFd open(long pid) throws ErrnoException {
        Object[] arguments = {Syscall.PIDFD_OPEN.number(), pid, 0L};
        return new PidFd(Libc.call("syscall", "pidfd_open(" + pid + ")", arguments));
    }

    /**
     * {@code int pidfd_send_signal(int pidfd, int sig, NULL, 0)}.
     *
     * @throws ErrnoException ESRCH if the process is gone, EPERM if it may not be signalled
     */
    public void signal(int signal) throws ErrnoException {
        Object[] arguments = {Syscall.PIDFD_SEND_SIGNAL.number(), (long) number, (long) signal, 0L, 0L};
        Libc.call("syscall", "pidfd_send_signal(" + signal + ")", arguments);
    }

    /**
     * Waits until the process has ended.
     *
     * @param millis how long at most; -1 for ever
     * @return whether it has ended
     */
    public boolean awaitEnd(long millis) throws ErrnoException {
        return Poll.await(millis, number)[0];
    }

    /** The descriptor's number, for {@link Poll}: it is readable when the process has ended. */
    public int number() {
        return number;
    }

    @Override
    public void close() {
        Libc.function("close").invokeInt(new Object[] {number});
    }
}

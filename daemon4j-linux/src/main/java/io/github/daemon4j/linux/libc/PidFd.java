/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import org.jspecify.annotations.Nullable;

/**
 * A process that cannot be mistaken for a later one: while this is open, signals reach that process or nobody. Linux 5.3.
 *
 * <p>Which process that is, only {@code Pid:} of {@code /proc/self/fdinfo/FD} tells: see {@code proc.HeldProcess}.
 */
public final class PidFd implements AutoCloseable {

    private final int number;

    private PidFd(int number) {
        this.number = number;
    }

    /**
     * {@code int pidfd_open(pid_t pid, 0)}. The pid may have been reused before this call: compare the start time after it.
     *
     * @param pid as this process's pid namespace numbers it
     * @return {@code null} if no process has that number
     */
    public static @Nullable PidFd openOrGone(long pid) throws ErrnoException {
        Object[] arguments = {Syscall.PIDFD_OPEN.number(), pid, 0L};
        try {
            return new PidFd(Libc.call("syscall", "pidfd_open(" + pid + ")", arguments));
        } catch (ErrnoException failure) {
            if (isGone(failure.errno())) {
                return null;
            }
            throw failure;
        }
    }

    /**
     * ESRCH: nothing has the number. EINVAL, on newer kernels ENOENT: no process has it, but a thread does, or the process
     * group or session of a leader that is gone (seen on Linux 6.1 and 6.12).
     */
    static boolean isGone(Errno errno) {
        return errno.equals(Errno.ESRCH) || errno.equals(Errno.EINVAL) || errno.equals(Errno.ENOENT);
    }

    /**
     * {@code int pidfd_send_signal(int pidfd, int sig, NULL, 0)}.
     *
     * @throws ErrnoException ESRCH if the process is gone, EPERM if it cannot be signalled
     */
    public void signal(int signal) throws ErrnoException {
        Object[] arguments = {Syscall.PIDFD_SEND_SIGNAL.number(), (long) number, (long) signal, 0L, 0L};
        Libc.call("syscall", "pidfd_send_signal(" + signal + ")", arguments);
    }

    /**
     * {@code int pidfd_getfd(int pidfd, int targetfd, 0)}, since Linux 5.6: what the process has open becomes this one's, too.
     *
     * @param target its number there
     * @throws ErrnoException EPERM unless this process may trace that one, EBADF if it has nothing open there
     */
    public Descriptor descriptor(int target) throws ErrnoException {
        Object[] arguments = {Syscall.PIDFD_GETFD.number(), (long) number, (long) target, 0L};
        return Descriptor.outOfTheWay(Libc.call("syscall", "pidfd_getfd(" + target + ")", arguments));
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

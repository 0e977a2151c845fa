/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Memory;

/** The children of this process, and who adopts orphans. */
public final class ChildProcesses {

    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int PR_GET_CHILD_SUBREAPER = 37;

    private ChildProcesses() {}

    /**
     * {@code waitpid(pid, &status, 0)}: waits until a child has ended and reaps it.
     *
     * @return the wait status, to be read with {@link WaitStatus}
     */
    static int waitFor(int pid) throws ErrnoException {
        try (Memory status = new Memory(4)) {
            while (true) {
                try {
                    Libc.call("waitpid", pid, status, 0);
                    return status.getInt(0);
                } catch (ErrnoException failure) {
                    if (!failure.errno().equals(Errno.EINTR)) {
                        throw failure;
                    }
                }
            }
        }
    }

    /** Waits until a child has ended, and says how. */
    public static WaitStatus await(int pid) throws ErrnoException {
        return new WaitStatus(waitFor(pid));
    }

    /**
     * Kills a child and reaps it, because of a failure that stays the one to be told. By its pid: nobody else gets the pid
     * of a child that has not been waited for.
     */
    public static void kill(int pid, Throwable failure) {
        try {
            Libc.call("kill", pid, Signals.SIGKILL);
            waitFor(pid);
        } catch (ErrnoException another) {
            failure.addSuppressed(another);
        }
    }

    /**
     * {@code prctl(PR_SET_CHILD_SUBREAPER, on)}: whether orphans among the descendants become children of this process.
     *
     * @return what was set before
     */
    public static boolean adoptOrphans(boolean on) throws ErrnoException {
        try (Memory before = new Memory(4)) {
            Libc.call("prctl", PR_GET_CHILD_SUBREAPER, before, 0L, 0L, 0L);
            Libc.call("prctl", PR_SET_CHILD_SUBREAPER, on ? 1L : 0L, 0L, 0L, 0L);
            return before.getInt(0) != 0;
        }
    }
}

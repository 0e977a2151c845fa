/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/** The children of this process, and who adopts orphans. */
public final class ChildProcesses {

    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int PR_GET_CHILD_SUBREAPER = 37;

    /** It does nothing but wait. The least that HotSpot gives is more on some systems. */
    private static final long REAPER_STACK_BYTES = 256 * 1024;

    private ChildProcesses() {}

    /** Any child, also one that tells its end by no SIGCHLD, as {@link ChildProgram} makes them. */
    private static final int WALL = 0x40000000;

    private static final int WNOHANG = 1;

    /**
     * {@code waitpid(pid, &status, __WALL)}: waits until a child has ended and reaps it.
     *
     * @return the wait status, to be read with {@link WaitStatus}
     */
    static int waitFor(int pid) throws ErrnoException {
        try (Memory status = new Memory(4)) {
            while (true) {
                try {
                    Libc.call("waitpid", pid, status, WALL);
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
     * Reaps a child when it ends, in a thread that waits for it, so that no zombie stays of it. Does nothing if the process
     * is no child of this one: then somebody else reaps it, process 1 as a rule. In a JVM that is process 1, in a container,
     * or that adopts orphans, what it spawns is its own child; so it is where {@link DaemonSpawn} cannot fork twice.
     */
    public static void reapAtEnd(int pid) {
        try (Memory status = new Memory(4)) {
            if (Libc.call("waitpid", pid, status, WALL | WNOHANG) != 0) {
                return; // it has ended, and is reaped by that
            }
        } catch (ErrnoException noChild) {
            return;
        }
        Thread reaper = new Thread(null, () -> reap(pid), "daemon4j reaps " + pid, REAPER_STACK_BYTES, false);
        reaper.setDaemon(true);
        reaper.start();
    }

    private static void reap(int pid) {
        try {
            waitFor(pid);
        } catch (ErrnoException reapedBySomebodyElse) {
            return; // a waitpid(-1) in this process, or SIGCHLD is ignored
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

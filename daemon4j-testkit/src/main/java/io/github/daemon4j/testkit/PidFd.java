/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.time.Duration;

/**
 * Signals to a process and waiting for its end, by pidfd: the process that was seen is meant, and none that has its pid later
 * or in another pid namespace. Needs nothing of the library under test.
 */
record PidFd(Stat seen) {

    private static final int SIGKILL = 9;
    private static final Duration UNTIL_GONE = Duration.ofSeconds(10);

    /** Whether it runs; a zombie does not. A process of which only the main thread has ended does. */
    boolean isAlive() {
        return use(false, descriptor -> true);
    }

    /** Sends a signal; {@code false} if the process has ended. */
    boolean signal(int number) {
        return use(false, descriptor -> Libc.sendSignal(descriptor, number));
    }

    boolean endsBy(Deadline deadline) {
        return use(true, descriptor -> deadline.awaitDescriptor(descriptor, Libc.POLLIN));
    }

    /** Ends the process if it still runs, and waits until it is gone. */
    void kill() {
        signal(SIGKILL);
        Deadline deadline = Deadline.after(UNTIL_GONE);
        if (!endsBy(deadline)) {
            throw new IllegalStateException("SIGKILL did not end process " + seen.pid() + " (state " + seen.state()
                    + " when it was seen) " + deadline + ": it waits in the kernel, or a tracer holds it");
        }
    }

    /**
     * What {@code /proc} shows of a child of this JVM that has not been reaped. If {@code /proc} belongs to another pid
     * namespace, that is somebody else: then the child is ended and reaped, and the caller told why.
     */
    static Stat ofChild(int pid) {
        int descriptor = Libc.openProcess(pid);
        try {
            long shown = ProcFs.pidBehind(descriptor);
            if (shown == pid) {
                return ProcFs.stat(pid).orElseThrow(() -> new IllegalStateException("/proc lacks child " + pid));
            }
            Libc.sendSignal(descriptor, SIGKILL);
            Libc.waitForChild(pid);
            throw otherNamespace(pid, shown);
        } finally {
            Libc.close(descriptor);
        }
    }

    private interface Use {
        boolean apply(int descriptor);
    }

    private boolean use(boolean ifGone, Use use) {
        int descriptor = Libc.openProcess(seen.pid());
        if (descriptor < 0) {
            return ifGone;
        }
        try {
            return (isSeen(descriptor) && !hasEnded(descriptor)) ? use.apply(descriptor) : ifGone;
        } finally {
            Libc.close(descriptor);
        }
    }

    /** Looked at when it is open, because what is open cannot change any more. */
    private boolean isSeen(int descriptor) {
        long shown = ProcFs.pidBehind(descriptor);
        if (shown == ProcFs.REAPED) {
            return false;
        }
        if (shown != seen.pid()) {
            throw otherNamespace(seen.pid(), shown);
        }
        return ProcFs.stat(seen.pid()).filter(seen::isSameProcessAs).isPresent();
    }

    /** The kernel says so when the last thread has ended; the state in stat(5) is that of the main thread alone. */
    private static boolean hasEnded(int descriptor) {
        return Libc.poll(descriptor, Libc.POLLIN, -1, 0) != 0;
    }

    private static IllegalStateException otherNamespace(long pid, long shown) {
        return new IllegalStateException("Nobody was signalled: what pidfd_open(" + pid + ") opens is "
                + (shown > 0 ? "process " + shown + " in /proc" : "not in /proc")
                + ", so /proc belongs to another pid namespace than this JVM. Mount its own (mount -t proc proc /proc,"
                + " unshare --mount-proc), or run the test outside");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.time.Duration;

/**
 * Signals to a process and waiting for its end, by pidfd: the process that was seen is meant, and none that has its pid later.
 * Needs nothing of the library under test.
 */
record PidFd(Stat seen) {

    private static final int SIGKILL = 9;
    private static final Duration UNTIL_GONE = Duration.ofSeconds(10);

    /** Whether it runs; a zombie does not. */
    boolean isAlive() {
        return ProcFs.stat(seen.pid())
                .filter(seen::isSameProcessAs)
                .filter(Stat::isAlive)
                .isPresent();
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
        endsBy(Deadline.after(UNTIL_GONE));
    }

    private interface Use {
        boolean apply(int descriptor);
    }

    /** Opens the pid first and looks at the start time then: what is open cannot change any more. */
    private boolean use(boolean ifGone, Use use) {
        int descriptor = Libc.openProcess(seen.pid());
        if (descriptor < 0) {
            return ifGone;
        }
        try {
            return isAlive() ? use.apply(descriptor) : ifGone;
        } finally {
            Libc.close(descriptor);
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/** The signal mask of the calling thread, changed for the length of a block. */
final class SignalMask implements AutoCloseable {

    /** {@code sizeof(sigset_t)} in glibc; the kernel uses the first 8 bytes, musl has 128 as well. */
    static final int SIGSET_BYTES = 128;

    private static final int SIG_SETMASK = 2;

    /**
     * Never blocked: a fault of the thread itself. HotSpot polls for safepoints with SIGSEGV, and a blocked fault kills
     * the process. ILL, TRAP, BUS, FPE, SEGV.
     */
    private static final int[] FAULTS = {4, 5, 7, 8, 11};

    private final Memory previous = new Memory(SIGSET_BYTES);

    private SignalMask() {}

    /** {@code pthread_sigmask(SIG_SETMASK, all but the faults, previous)}. */
    static SignalMask blockAll() throws ErrnoException {
        SignalMask mask = new SignalMask();
        try (Memory all = new Memory(SIGSET_BYTES)) {
            Libc.call("sigfillset", all);
            for (int signal : FAULTS) {
                Libc.call("sigdelset", all, signal);
            }
            Libc.callReturningErrno("pthread_sigmask", SIG_SETMASK, all, mask.previous);
        }
        return mask;
    }

    @Override
    public void close() {
        // Cannot fail: the set is one that the system gave.
        Libc.function("pthread_sigmask").invokeInt(new Object[] {SIG_SETMASK, previous, null});
        previous.close();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** Signal numbers that are the same on every architecture with a JVM, and dispositions. */
public final class Signals {

    public static final int SIGHUP = 1;
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;
    public static final int SIGCONT = 18;

    static final int SIGCHLD = 17;

    private static final @Nullable Pointer SIG_DFL = null;
    private static final Pointer SIG_IGN = new Pointer(1);

    /** {@code struct sigaction { void *sa_handler; sigset_t sa_mask; int sa_flags; void *sa_restorer }} of glibc and musl. */
    private static final int SIGACTION_BYTES = 2 * Native.POINTER_SIZE + SignalMask.SIGSET_BYTES + 8;

    private static final int SA_FLAGS = Native.POINTER_SIZE + SignalMask.SIGSET_BYTES;
    private static final int SA_NOCLDWAIT = 2;

    private Signals() {}

    /** What a signal did before it was ignored. */
    public static final class Disposition {

        private final int signal;
        private final @Nullable Pointer handler;

        private Disposition(int signal, @Nullable Pointer handler) {
            this.signal = signal;
            this.handler = handler;
        }

        /** {@code signal(signum, handler)}: as it was. */
        public void restore() {
            Libc.function("signal").invokePointer(new Object[] {signal, handler});
        }
    }

    /** {@code signal(signum, SIG_IGN)}, for the whole process. */
    public static Disposition ignore(int signal) {
        return new Disposition(signal, Libc.function("signal").invokePointer(new Object[] {signal, SIG_IGN}));
    }

    /**
     * Lets children be waited for, for good, as the JDK does before its first {@code Process}. Where SIGCHLD is ignored,
     * which a JVM inherits, or SA_NOCLDWAIT is set, the kernel reaps them unseen. Anybody's handler stays.
     */
    static void keepChildren() throws ErrnoException {
        try (Memory action = new Memory(SIGACTION_BYTES)) {
            Libc.call("sigaction", SIGCHLD, null, action);
            if (SIG_IGN.equals(action.getPointer(0))) {
                Libc.function("signal").invokePointer(new Object[] {SIGCHLD, SIG_DFL});
                return;
            }
            int flags = action.getInt(SA_FLAGS);
            if ((flags & SA_NOCLDWAIT) != 0) {
                action.setInt(SA_FLAGS, flags & ~SA_NOCLDWAIT);
                Libc.call("sigaction", SIGCHLD, action, null);
            }
        }
    }
}

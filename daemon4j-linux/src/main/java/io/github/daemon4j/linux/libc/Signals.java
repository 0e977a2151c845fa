/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** Signal numbers that are the same on every architecture with a JVM, and dispositions. */
public final class Signals {

    public static final int SIGHUP = 1;
    public static final int SIGKILL = 9;
    /** 10 on every architecture with a JVM but MIPS, where it is 16. */
    public static final int SIGUSR1 = 10;

    public static final int SIGUSR2 = 12;

    public static final int SIGTERM = 15;
    public static final int SIGCONT = 18;

    /** 23 on every architecture with a JVM but MIPS, where it is 21. */
    public static final int SIGURG = 23;

    static final int SIGCHLD = 17;

    private static final @Nullable Pointer SIG_DFL = null;
    private static final Pointer SIG_IGN = new Pointer(1);

    /** At least {@code sizeof(struct sigaction)}, 152. The handler comes first in it everywhere, the rest does not. */
    private static final int SIGACTION_BYTES = 256;

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
     * Lets a launcher learn how its daemon ended, also where it was started with SIGCHLD ignored, which is inherited: the
     * kernel would reap its children unseen. For good, as the JDK does before its first {@code Process}; a handler stays. Not
     * for a JVM that lives on: whether it sees the end of its children is for those to say who own it.
     */
    public static void keepChildren() throws ErrnoException {
        try (Memory action = new Memory(SIGACTION_BYTES)) {
            Libc.call("sigaction", SIGCHLD, null, action);
            if (SIG_IGN.equals(action.getPointer(0))) {
                Libc.function("signal").invokePointer(new Object[] {SIGCHLD, SIG_DFL});
            }
        }
    }
}

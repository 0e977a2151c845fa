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
    public static final int SIGTERM = 15;

    private static final Pointer SIG_IGN = new Pointer(1);

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
}

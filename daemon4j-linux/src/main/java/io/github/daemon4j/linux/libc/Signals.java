/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Pointer;

/** Signal numbers that are the same on every architecture with a JVM, and dispositions. */
public final class Signals {

    public static final int SIGHUP = 1;
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;

    private static final Pointer SIG_IGN = new Pointer(1);

    private Signals() {}

    /** {@code signal(signum, SIG_IGN)}, for the whole process. */
    public static void ignore(int signal) {
        Libc.function("signal").invokePointer(new Object[] {signal, SIG_IGN});
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.launch;

import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, or TERM, at a launcher that waits: ends the start and the daemon. A shutdown hook, because that is what the JVM
 * makes of these signals; with {@code -Xrs} it makes nothing of them, the launcher alone ends, and the start goes on.
 */
final class Interruption extends Thread {

    private final String name;
    private final int pid;
    private final StartWatch watch;
    private final @Nullable PidFile pidFile;

    private Interruption(String name, int pid, StartWatch watch, @Nullable PidFile pidFile) {
        super("daemon4j interruption");
        this.name = name;
        this.pid = pid;
        this.watch = watch;
        this.pidFile = pidFile;
    }

    static Interruption during(String name, int pid, StartWatch watch, @Nullable PidFile pidFile) {
        Interruption hook = new Interruption(name, pid, watch, pidFile);
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    /** The start is over; from now on a signal ends the launcher alone. Does not return if the signal came first. */
    void over() {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException interrupted) {
            waitForTheEnd();
        }
    }

    /** This hook does what is left to do and says so; the thread that waited for the daemon has nothing to add. */
    @SuppressWarnings("InfiniteLoopStatement")
    private static void waitForTheEnd() {
        while (true) {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException notTheEnd) {
                // wait on
            }
        }
    }

    @Override
    public void run() {
        try {
            String how = watch.end(Signals.SIGTERM);
            System.err.println(name + ": interrupted; the daemon (pid " + pid + ") " + how);
        } catch (ErrnoException gone) {
            System.err.println(name + ": interrupted; the daemon (pid " + pid + ") is gone: " + gone.getMessage());
        }
        if (pidFile != null) {
            pidFile.remove();
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.pidfile.PidFile;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, or TERM, at a launcher: ends the start, and the daemon if there is one. A shutdown hook, because that is what the
 * JVM makes of these signals; with {@code -Xrs} it makes nothing of them, the launcher alone ends, and the start goes on.
 *
 * <p>The hook and the native step exclude each other: whichever is second knows of the first.
 */
public final class Interruption extends Thread {

    private final String name;
    private final StartWatch watch;
    private final @Nullable PidFile pidFile;
    private final ReentrantLock step = new ReentrantLock();
    private boolean came;

    private Interruption(String name, StartWatch watch, @Nullable PidFile pidFile) {
        super("daemon4j interruption");
        this.name = name;
        this.watch = watch;
        this.pidFile = pidFile;
    }

    /** From now on a signal ends the start. Does not return if it came already. */
    public static Interruption during(String name, StartWatch watch, @Nullable PidFile pidFile) {
        Interruption hook = new Interruption(name, watch, pidFile);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException interrupted) {
            hook.endStart();
            waitForTheEnd();
        }
        return hook;
    }

    /** Between this and {@link #leaveStep} the daemon is started, and this hook waits. Does not return if it came first. */
    public void enterStep() {
        step.lock();
        if (came) {
            step.unlock();
            waitForTheEnd();
        }
    }

    public void leaveStep() {
        step.unlock();
    }

    /** The start is over; from now on a signal ends the launcher alone. Does not return if the signal came first. */
    public void over() {
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
        endStart();
    }

    private void endStart() {
        step.lock();
        try {
            came = true;
        } finally {
            step.unlock();
        }
        String ended = end();
        if (pidFile != null) {
            pidFile.remove();
        }
        System.err.println(name + ": interrupted; " + ended);
    }

    private String end() {
        if (!watch.isFollowing()) {
            return "no daemon was started";
        }
        String daemon = "the daemon (pid " + watch.pid() + ") ";
        try {
            return daemon + watch.end(Signals.SIGTERM);
        } catch (ErrnoException gone) {
            return daemon + "is gone: " + gone.getMessage();
        }
    }
}

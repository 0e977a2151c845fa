/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonSession;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wakes up shortly before the grace period is over, and some time after it, unless the JVM has ended by then. */
final class EndDeadline extends Thread {

    /** How much longer than its grace an end may take: whoever stops it by a schedule is to be the first to lose patience. */
    private static final long MARGIN_MILLIS = 5000;

    private final String name;
    private final DaemonOptions options;
    private final DaemonSession session;
    private final Thread end;
    private final CountDownLatch stopped;

    /**
     * @param name what messages begin with
     * @param options which say how long the end may take; asked when it comes, and not in a start that somebody waits for
     * @param end the thread that closes what is open
     * @param stopped when that is done
     */
    EndDeadline(String name, DaemonOptions options, DaemonSession session, Thread end, CountDownLatch stopped) {
        super("daemon4j deadline");
        setDaemon(true);
        this.name = name;
        this.options = options;
        this.session = session;
        this.end = end;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        long millis = options.stopGrace().toMillis();
        long first = millis * 9 / 10;
        try {
            if (!stopped.await(first, TimeUnit.MILLISECONDS)) {
                sayWhatHangs();
            }
            if (millis > 0) { // or whoever stops it kills it at once
                TimeUnit.MILLISECONDS.sleep(millis - first + MARGIN_MILLIS);
                breakOff(millis + MARGIN_MILLIS);
            }
        } catch (InterruptedException theEnd) {
            return;
        }
    }

    /** Soon it will be killed: the log is to know what has kept it. */
    private void sayWhatHangs() {
        System.err.println(name + ": has not come to its end yet; it is in");
        for (StackTraceElement frame : end.getStackTrace()) {
            System.err.println("\tat " + frame);
        }
        System.err.flush();
    }

    /** A hook that does not come to its end would keep a daemon for ever that was not stopped by a schedule. */
    private void breakOff(long afterMillis) {
        System.err.println(name + ": has not come to its end within " + afterMillis / 1000
                + " s, and is broken off: what was to be done at the end is not done");
        System.err.flush();
        session.breakOff();
        Runtime.getRuntime().halt(DaemonCommand.EXIT_KILLED);
    }
}

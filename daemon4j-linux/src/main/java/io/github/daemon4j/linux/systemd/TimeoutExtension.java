/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.linux.libc.Poll;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the manager for more time than its unit gives, again and again while this server reloads or stops, but for no more in
 * all than it was given itself. A little at a time: a JVM that is stuck is not to be waited for, and what delays the time of
 * a reload delays that of the watchdog too.
 */
public final class TimeoutExtension extends Thread {

    private static final long SLICE_MICROS = 10_000_000;
    private static final long PERIOD_MICROS = 1_000_000;

    private final ServiceManager manager;
    private final long most;
    private final @Nullable Watchdog watchdog;
    private long deadline;
    private boolean over;

    /**
     * @param most the time in all
     * @param watchdog who may know that this server is not worth the wait; null if nobody
     */
    public TimeoutExtension(ServiceManager manager, Duration most, @Nullable Watchdog watchdog) {
        super("daemon4j more time");
        setDaemon(true);
        this.manager = manager;
        this.most = Math.min(TimeUnit.MICROSECONDS.convert(most), Long.MAX_VALUE / 4000);
        this.watchdog = watchdog;
    }

    /**
     * Begins, with the message that tells the reason: nothing is then asked for too late.
     *
     * @param reason such as {@code STOPPING=1}
     */
    public void begin(Notification reason) {
        deadline = Poll.deadline(most, TimeUnit.MICROSECONDS);
        long slice = slice(most);
        if (slice == 0) {
            manager.tell(reason);
        } else {
            manager.tell(reason.and("EXTEND_TIMEOUT_USEC", slice));
            start();
        }
    }

    /** What was to be done is done. */
    public synchronized void end() {
        over = true;
        notifyAll();
    }

    /** No longer than the watchdog's interval, so that one that begins to bark is heard within another. */
    private long slice(long left) {
        long slice = Math.min(SLICE_MICROS, left);
        return watchdog == null ? slice : Math.min(slice, watchdog.micros());
    }

    @Override
    public void run() {
        try {
            while (awaitNext()) {
                long left = Poll.millisUntil(deadline) * 1000;
                if (watchdog == null || watchdog.holds()) {
                    manager.tell(new Notification("EXTEND_TIMEOUT_USEC", Long.toString(slice(left))));
                }
            }
        } catch (InterruptedException bySomebodyElse) {
            return; // nothing more is asked for
        }
    }

    private synchronized boolean awaitNext() throws InterruptedException {
        long next = Poll.deadline(Math.min(PERIOD_MICROS, slice(most) / 2), TimeUnit.MICROSECONDS);
        while (!over && Poll.millisUntil(next) > 0) {
            wait(Poll.millisUntil(next));
        }
        return !over && Poll.millisUntil(deadline) > 0;
    }
}

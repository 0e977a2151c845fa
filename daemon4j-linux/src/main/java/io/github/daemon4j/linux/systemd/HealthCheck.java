/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.linux.libc.Poll;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server's own view of its health, asked for in a thread of its own: a check that hangs keeps nobody else. */
final class HealthCheck extends Thread {

    private final BooleanSupplier healthy;
    private boolean asked;
    private boolean over;
    private @Nullable String problem = "";

    HealthCheck(BooleanSupplier healthy) {
        super("daemon4j health check");
        setDaemon(true);
        this.healthy = healthy;
    }

    /** Asks, unless it has not answered the last question yet. */
    synchronized void ask() {
        if (getState() == State.NEW) {
            start();
        }
        if (problem != null) {
            problem = null;
            asked = true;
            notifyAll();
        }
    }

    /**
     * Waits for the answer.
     *
     * @param nanos how long at most
     * @return empty if it is healthy, what is wrong if not; null if there is no answer yet
     */
    synchronized @Nullable String answer(long nanos) throws InterruptedException {
        long deadline = Poll.deadline(nanos, TimeUnit.NANOSECONDS);
        while (problem == null && Poll.millisUntil(deadline) > 0) {
            wait(Poll.millisUntil(deadline));
        }
        return problem;
    }

    /** Another one is asked from now on. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    @Override
    public void run() {
        while (isAsked()) {
            answered(check());
        }
    }

    private synchronized boolean isAsked() {
        try {
            while (!asked && !over) {
                wait();
            }
        } catch (InterruptedException bySomebodyElse) {
            return !over; // asks once too often
        }
        asked = false;
        return !over;
    }

    private String check() {
        try {
            return healthy.getAsBoolean() ? "" : "the health check says that this server is not healthy";
        } catch (Throwable failure) {
            return "the health check has failed: " + failure;
        }
    }

    private synchronized void answered(String with) {
        problem = with;
        notifyAll();
    }
}

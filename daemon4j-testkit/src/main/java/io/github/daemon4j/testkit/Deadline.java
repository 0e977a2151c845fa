/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A point in time by which a fact must hold. Every wait of the kit has one, and waits in one of two ways: woken by whoever
 * changes the fact, or, for what only {@code /proc} knows and announces to nobody, by looking again.
 *
 * <p>An interrupt, which is how a test runner's own time limit reaches the test, ends the wait like the deadline does.
 */
final class Deadline {

    private static final long LOOK_AGAIN_NANOS = 5_000_000;
    /** A thread inside a native wait does not see an interrupt: it comes back this often to look for one. */
    private static final int NATIVE_WAIT_MILLIS = 50;

    private final Duration timeout;
    private final long nanoTime;

    private Deadline(Duration timeout) {
        this.timeout = timeout;
        this.nanoTime = System.nanoTime() + timeout.toNanos();
    }

    static Deadline after(Duration timeout) {
        return new Deadline(timeout);
    }

    /** The time left, never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    boolean hasPassed() {
        return System.nanoTime() - nanoTime >= 0 || Thread.currentThread().isInterrupted();
    }

    /** Looks at the fact until it holds; {@code false} if it does not by the deadline. */
    boolean await(BooleanSupplier fact) {
        while (!fact.getAsBoolean()) {
            if (hasPassed()) {
                return false;
            }
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        }
        return true;
    }

    /** Waits on a monitor the caller holds until it is notified or the deadline has passed. */
    @SuppressWarnings("WaitNotInLoop") // Those who call it loop.
    void awaitNotification(Object monitor) {
        try {
            monitor.wait(Math.max(1, remaining().toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a descriptor is ready for the events; {@code false} if it is not by the deadline. */
    boolean awaitDescriptor(int descriptor, int events) {
        while (true) {
            int slice = (int) Math.min(NATIVE_WAIT_MILLIS, remaining().toMillis() + 1);
            if (Libc.poll(descriptor, events, -1, slice) != 0) {
                return true;
            }
            if (hasPassed()) {
                return false;
            }
        }
    }

    /** "within 20 s", or that the waiting thread was interrupted: the end of a failure's first sentence. */
    @Override
    public String toString() {
        return Thread.currentThread().isInterrupted()
                ? "before the waiting thread was interrupted"
                : "within " + timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}

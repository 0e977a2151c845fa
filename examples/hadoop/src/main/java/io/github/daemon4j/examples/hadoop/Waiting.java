/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits for facts of Hadoop's that nothing announces. */
final class Waiting {

    /** Shorter than the time a launcher waits, so that the message says what was missing. */
    static final Duration LIMIT = Duration.ofSeconds(110);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private Waiting() {}

    /**
     * Looks until the fact holds.
     *
     * @throws TimeoutException if it does not within {@link #LIMIT}
     */
    static void until(String fact, Callable<Boolean> holds) throws Exception {
        long start = System.nanoTime();
        while (!holds.call()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new TimeoutException("waited " + LIMIT.toSeconds() + " s for " + fact);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a process that stays as it is from one in the middle of a double fork: between fork and setsid it is in its
 * launcher's session, between setsid and the second fork it leads its own, and the second child has still to set up its
 * directory and its streams. Nothing announces the end of that, so a process has settled when nothing has changed for longer
 * than those steps take, and it was waiting for something all that time: on a busy machine one that is in the middle of the steps may
 * wait longer for a processor. One that always computes has settled some time, too.
 */
final class Settling {

    private static final Duration LONGER_THAN_THE_STEPS = Duration.ofMillis(100);
    static final Duration LONGER_THAN_A_WAIT_FOR_A_PROCESSOR = Duration.ofSeconds(3);

    private final LongSupplier nanoTime;
    private @Nullable Stat last;
    private long since;
    private long waitingSince;

    Settling() {
        this(System::nanoTime);
    }

    Settling(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether it has been the same process in the same place since it was first seen, long enough. */
    boolean hasSettled(Stat candidate) {
        long now = nanoTime.getAsLong();
        if (last == null || !isSamePlace(last, candidate)) {
            last = candidate;
            since = now;
            waitingSince = now;
        }
        if (candidate.isBusy()) {
            waitingSince = now;
        }
        return now - waitingSince >= LONGER_THAN_THE_STEPS.toNanos()
                || now - since >= LONGER_THAN_A_WAIT_FOR_A_PROCESSOR.toNanos();
    }

    private static boolean isSamePlace(Stat before, Stat now) {
        return before.isSameProcessAs(now)
                && before.session() == now.session()
                && before.group() == now.group()
                && before.parent() == now.parent()
                && before.terminal() == now.terminal();
    }
}

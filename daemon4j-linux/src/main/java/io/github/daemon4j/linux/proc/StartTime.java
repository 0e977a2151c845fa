/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a process was started that is known by its start tick. */
public final class StartTime {

    private StartTime() {}

    /**
     * The instant on today's wall clock.
     *
     * @param startTicks clock ticks since boot; negative if they may not be read
     * @return null if so
     */
    public static @Nullable Instant of(long startTicks) {
        return startTicks < 0 ? null : new BootClock(new ProcFiles("/proc")).instantOf(startTicks);
    }
}

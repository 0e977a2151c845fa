/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** When a process was started that is known by its start tick. */
public final class StartTime {

    private StartTime() {}

    /**
     * The instant on today's wall clock at which {@code /proc/uptime} showed so many seconds.
     *
     * @return to about a second; null if it cannot be read
     */
    public static @Nullable Instant ofUptime(long seconds) {
        byte[] uptime = new ProcFiles("/proc").systemFile("uptime");
        return uptime == null
                ? null
                : Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(new Text(uptime).number() - seconds);
    }

    /**
     * The instant on today's wall clock.
     *
     * @param startTicks clock ticks since boot; negative if they cannot be read
     * @return null if so
     */
    public static @Nullable Instant of(long startTicks) {
        return startTicks < 0 ? null : new BootClock(new ProcFiles("/proc")).instantOf(startTicks);
    }
}

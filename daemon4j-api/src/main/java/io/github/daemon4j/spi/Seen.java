/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.LaunchMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a pid file, its lock and its process has shown.
 *
 * @param status whether a daemon runs
 * @param pid its pid, as the pid file numbers it; 0 if none is known
 * @param procPid its pid as {@code /proc} numbers it, which may be that of another pid namespace; 0 if it cannot be seen
 * @param since when its process was started; null if that cannot be read
 * @param mode what was done to make it a daemon; null if it does not say
 * @param says its last status line, or nothing; null if it does not say
 * @param keeper who starts it again; null if nobody does
 * @param reason why the status is not known; null if it is
 */
public record Seen(
        DaemonStatus status,
        long pid,
        long procPid,
        @Nullable Instant since,
        @Nullable LaunchMode mode,
        @Nullable String says,
        @Nullable KeeperSeen keeper,
        @Nullable String reason) {

    /** Nobody is there, or nothing can be said of him. */
    public static Seen nobody(DaemonStatus status, @Nullable String reason) {
        return new Seen(status, 0, 0, null, null, null, null, reason);
    }
}

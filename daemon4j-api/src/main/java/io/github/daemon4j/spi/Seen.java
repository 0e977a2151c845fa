/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.DaemonStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a pid file, its lock and its process has shown.
 *
 * @param status whether a daemon runs
 * @param pid its pid, as the pid file numbers it; 0 if none is known
 * @param procPid its pid as {@code /proc} numbers it, which may be that of another pid namespace; 0 if it cannot be seen
 * @param since when its process was started; null if that cannot be read
 * @param reason why the status is not known; null if it is
 */
public record Seen(
        DaemonStatus status,
        long pid,
        long procPid,
        @Nullable Instant since,
        @Nullable String reason) {}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a look has shown of the keeper that starts a daemon again.
 *
 * @param pid its pid, as the pid file numbers it
 * @param isGone whether it has ended, and nobody starts the daemon again
 * @param isWaiting whether the daemon has ended, and is to be started again
 * @param restarts how often it has started the daemon again; -1 if it does not say
 * @param lastStatus how the daemon before this one has ended, as a shell has it; -1 if none has, or it does not say
 * @param lastEnd when; null likewise
 */
public record KeeperSeen(
        long pid,
        boolean isGone,
        boolean isWaiting,
        int restarts,
        int lastStatus,
        @Nullable Instant lastEnd) {}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.time.Duration;
import java.util.Objects;

/**
 * How a daemon was stopped.
 *
 * @param outcome what ended it
 * @param pid the daemon's pid, or 0 if none ran
 * @param took the time from the first signal until it was gone
 */
public record StopResult(Outcome outcome, long pid, Duration took) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param outcome as {@link #outcome()}
     * @param pid as {@link #pid()}
     * @param took as {@link #took()}
     */
    public StopResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(took, "took");
    }

    /** What ended the daemon. */
    public enum Outcome {
        /** It was not running; nothing was signalled. */
        NOT_RUNNING,
        /** It ended within the grace period after {@code SIGTERM}. */
        TERMINATED,
        /** It was still there after the grace period and was killed with {@code SIGKILL}. */
        KILLED
    }
}

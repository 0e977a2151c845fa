/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.Seen;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a daemon was at one moment: everything here comes from one look at its pid file, the lock beside it and the process
 * it names, so that a daemon which ends meanwhile is not half there.
 */
public final class DaemonState {

    private final Seen seen;

    DaemonState(Seen seen) {
        this.seen = seen;
    }

    /** Whether it runs. */
    public DaemonStatus status() {
        return seen.status();
    }

    /**
     * Its pid.
     *
     * @return as the pid file has it: in the numbers of the pid namespace it was started in. Empty if no daemon runs, or in
     *     the moment between its lock and its pid
     */
    public OptionalLong pid() {
        return seen.pid() > 0 ? OptionalLong.of(seen.pid()) : OptionalLong.empty();
    }

    /**
     * When its process was started.
     *
     * @return to a hundredth of a second, on today's wall clock; empty if no daemon runs, or it cannot be seen from here
     */
    public Optional<Instant> since() {
        return Optional.ofNullable(seen.since());
    }

    /**
     * What was done to make it a daemon.
     *
     * @return empty if no daemon runs, or this user may not ask it: only root and its own user may
     */
    public Optional<LaunchMode> mode() {
        return Optional.ofNullable(seen.mode());
    }

    /**
     * What it said last, by {@link Daemon#status(String)} or {@link Daemon#ready(String)}.
     *
     * @return one line; empty if it has said nothing, no daemon runs, or this user may not ask it
     */
    public Optional<String> statusLine() {
        String says = seen.says();
        return says == null || says.isEmpty() ? Optional.empty() : Optional.of(says);
    }

    /**
     * Why {@link #status()} is {@link DaemonStatus#UNKNOWN}.
     *
     * @return a sentence; empty if it is known
     */
    public Optional<String> reason() {
        return Optional.ofNullable(seen.reason());
    }

    /** For people: {@code running (pid 4711)}. */
    @Override
    public String toString() {
        return status().said()
                + (seen.pid() > 0 ? " (pid " + seen.pid() + ")" : "")
                + statusLine().map(line -> ": " + line).orElse("");
    }
}

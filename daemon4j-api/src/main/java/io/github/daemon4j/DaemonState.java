/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.KeeperSeen;
import io.github.daemon4j.spi.Seen;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** {@return whether it runs} */
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
     * The pid of the keeper that starts the daemon again, {@link DaemonOptions.Builder#restartPolicy}: the one that stands in the
     * pid file.
     *
     * @return empty if there is none, or it has ended ({@link #isKeeperGone})
     */
    public OptionalLong keeper() {
        KeeperSeen keeper = seen.keeper();
        return keeper == null || keeper.isGone() ? OptionalLong.empty() : OptionalLong.of(keeper.pid());
    }

    /** {@return whether the daemon was started with a keeper that has ended since: nobody starts it again} */
    public boolean isKeeperGone() {
        KeeperSeen keeper = seen.keeper();
        return keeper != null && keeper.isGone();
    }

    /** {@return whether the daemon has ended, and its keeper waits to start it again; the {@link #status} is then that of a start} */
    public boolean isWaitingToBeStartedAgain() {
        KeeperSeen keeper = seen.keeper();
        return keeper != null && keeper.isWaiting();
    }

    /**
     * How often the keeper has started the daemon again.
     *
     * @return empty if there is no keeper, which counts, or this user is not allowed to ask it: only root and its own user may
     */
    public OptionalInt restarts() {
        KeeperSeen keeper = seen.keeper();
        return keeper == null || keeper.restarts() < 0 ? OptionalInt.empty() : OptionalInt.of(keeper.restarts());
    }

    /**
     * How the daemon before this one has ended, whose place the keeper has given to this one or is about to.
     *
     * @return empty if none has ended, there is no keeper, or this user is not allowed to ask it
     */
    public Optional<End> lastEnd() {
        KeeperSeen keeper = seen.keeper();
        Instant when = keeper == null ? null : keeper.lastEnd();
        return keeper == null || when == null ? Optional.empty() : Optional.of(new End(keeper.lastStatus(), when));
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
     * @return empty if no daemon runs, or this user is not allowed to ask it: only root and its own user may
     */
    public Optional<LaunchMode> mode() {
        return Optional.ofNullable(seen.mode());
    }

    /**
     * What it said last, by {@link Daemon#status(String)} or {@link Daemon#ready(String)}.
     *
     * @return one line; empty if it has said nothing, no daemon runs, or this user is not allowed to ask it
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
        KeeperSeen keeper = seen.keeper();
        return status().said()
                + (seen.pid() > 0 ? " (pid " + seen.pid() + ")" : "")
                + statusLine().map(line -> ": " + line).orElse("")
                + (keeper == null ? "" : "; " + said(keeper));
    }

    private String said(KeeperSeen keeper) {
        if (keeper.isGone()) {
            return "its keeper (pid " + keeper.pid() + ") is gone, and nobody starts it again";
        }
        String restarted = keeper.restarts() > 0 ? "; restarts: " + keeper.restarts() : "";
        String before = lastEnd().map(end -> "; the one before " + end).orElse("");
        return (keeper.isWaiting()
                        ? "its keeper (pid " + keeper.pid() + ") waits to start it again"
                        : "its keeper is pid " + keeper.pid())
                + restarted
                + before;
    }

    /**
     * How a process has ended.
     *
     * @param status its exit status; for one that a signal ended, 128 and the signal's number, as a shell has it
     * @param when to the second
     */
    public record End(int status, Instant when) {

        /** For people: {@code was killed by signal 9 at 2026-11-30T10:15:30Z}. */
        @Override
        public String toString() {
            String how = status > 128 ? "was killed by signal " + (status - 128) : "exited with status " + status;
            return how + " at " + when;
        }
    }
}

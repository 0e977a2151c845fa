/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.StopResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes daemons, and looks after them by their pid files. Failures are {@link io.github.daemon4j.DaemonException}s. */
public interface DaemonBackend {

    /**
     * A program that was started.
     *
     * @param pid its pid, as this process and its children number it
     * @param procPid its pid as {@code /proc} numbers it, which may be that of another pid namespace; 0 if it has ended
     */
    record Spawned(long pid, long procPid) {}

    /**
     * Starts this JVM again as a daemon, or recognises that this is the daemon, or that it must stay where it is.
     *
     * @param readyTimeout how long the launcher waits for {@link DaemonSession#ready}; null if it waits only until this
     *     method has returned in the daemon
     * @return in the launcher {@link DetachResult.Launched} when the daemon is ready or has failed; elsewhere
     *     {@link DetachResult.Serving}
     */
    DetachResult detach(DaemonOptions options, @Nullable Duration readyTimeout);

    /** What {@link #detach} would make of this process, as far as it is no daemon yet. Starts nothing. */
    LaunchMode mode(DaemonOptions options);

    /**
     * Finds out what would keep {@link #detach} from starting a daemon, as far as that can be known while another one runs.
     * Starts nothing.
     */
    void check(DaemonOptions options);

    /** Whether this process is a daemon that a launcher of this same program waits for. */
    boolean isStartedByLauncher();

    /**
     * Starts another program as a daemon.
     *
     * @param command the program, looked up in {@code PATH} unless it has a slash, and its arguments
     * @return which process it is
     */
    Spawned spawn(DaemonOptions options, List<String> command);

    /** Whether a daemon runs, as its pid file tells. */
    DaemonStatus status(Path pidFile);

    /** The pid of the running daemon; empty if none holds the pid file, or another process than the one it names. */
    OptionalLong pid(Path pidFile);

    /** Ends a daemon: {@code SIGTERM}, and {@code SIGKILL} after the grace period. Returns when it is gone. */
    StopResult stop(Path pidFile, Duration grace);
}

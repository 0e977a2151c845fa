/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.inside.NoKeeper;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.sockets.Predecessor;
import io.github.daemon4j.linux.start.Launcher;
import io.github.daemon4j.linux.start.Upgrade;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DaemonBackend.OtherWords;
import io.github.daemon4j.spi.DetachResult.Launched;
import io.github.daemon4j.spi.Seen;
import io.github.daemon4j.spi.StopSchedule;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The daemon that the next start in this process replaces: one that was stopped for it, or one that serves on beside it. */
final class Replacement {

    /** The sockets of the daemon that was stopped. */
    private Predecessor predecessor = Predecessor.NONE;

    /** Of the daemon that serves; null if there is none. */
    private @Nullable Upgrade upgrade;

    /** Keeps the sockets of a daemon that is about to be stopped. */
    void takeSockets(HeldProcess daemon, DaemonOptions next) {
        predecessor.close();
        predecessor = Predecessor.of(daemon, next.listeners());
        if (predecessor.problem() != null) {
            System.err.println(ProgramName.of(next) + ": its sockets cannot be kept open until it is started again, so"
                    + " that connections are refused meanwhile: " + predecessor.problem());
        }
    }

    /**
     * Takes what the successor of a daemon that serves needs of it.
     *
     * @param seen what it shows itself as
     * @return whether there is one
     */
    boolean upgrade(Path pidFile, Seen seen, @Nullable StopSchedule schedule, DaemonOptions next) {
        LaunchMode mode = seen.mode();
        if (mode != null && mode != LaunchMode.DETACHED && mode != LaunchMode.SYSTEMD) {
            throw new DaemonException("the daemon of " + pidFile + " (pid " + seen.pid() + ") runs in the foreground ("
                    + mode
                    + "): whoever has started it waits for it, and an upgrade would take it away from there; stop it,"
                    + " and start the new one there");
        }
        LibraryPlaces.mayBeBeside(next);
        NoKeeper.requireNone(next);
        upgrade = Upgrade.of(LaunchDirectory.own().resolve(pidFile), schedule, next);
        return upgrade != null;
    }

    /** As {@link #upgrade} for the daemon that has started this process for it, and that stops itself when it is done. */
    void upgradeParent(DaemonOptions options, long daemon) {
        Path pidFile = options.pidFile().orElse(null);
        if (pidFile == null) {
            throw new DaemonException(
                    "a daemon without a pid file cannot be upgraded: give it one (DaemonOptions.pidFile)");
        }
        NoKeeper.requireNone(options);
        Upgrade own = Upgrade.of(LaunchDirectory.own().resolve(pidFile), null, options);
        upgrade = own == null ? null : own.endingItself();
        if (own == null || own.pid() != daemon) {
            throw new DaemonException("the daemon that asks for the upgrade (pid " + daemon
                    + ") is not the one of its pid file " + pidFile);
        }
    }

    /** Starts the daemon. */
    Launched launch(Launcher launcher, @Nullable Duration readyTimeout, @Nullable OtherWords words) {
        try (Predecessor sockets = upgrade == null ? predecessor : upgrade.sockets();
                Upgrade taken = upgrade) {
            return launcher.launch(readyTimeout, words, sockets, taken);
        }
    }

    /** There is none. */
    void forget() {
        predecessor.close();
    }
}

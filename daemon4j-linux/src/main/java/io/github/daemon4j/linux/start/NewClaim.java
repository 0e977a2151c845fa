/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.spi.DetachResult.Launched;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A start where no daemon is: the lock is taken, and the pid file is this launcher's. */
final class NewClaim implements Claim {

    private static final Duration ENDLESS = Duration.ofDays(36500);

    private final @Nullable PidFile pidFile;
    private final boolean isKept;

    private NewClaim(@Nullable PidFile pidFile, boolean isKept) {
        this.pidFile = pidFile;
        this.isKept = isKept;
    }

    /**
     * Takes the lock of the options' pid file, if they have one.
     *
     * @param readyTimeout how long a start may take; null for the default
     */
    static NewClaim of(DaemonOptions options, LaunchDirectory directory, @Nullable Duration readyTimeout) {
        Path asked = options.pidFile().orElse(null);
        if (asked == null) {
            return new NewClaim(null, false);
        }
        // As long as another start may take, or a daemon that is stopping.
        Duration start = readyTimeout == null ? DaemonOptions.DEFAULT_READY_TIMEOUT : readyTimeout;
        boolean endless = start.compareTo(ENDLESS) > 0;
        return new NewClaim(
                PidFile.acquire(directory.resolve(asked), endless ? ENDLESS : start.plus(options.stopGrace())),
                options.restartPolicy().isPresent());
    }

    @Override
    public @Nullable PidFile pidFile() {
        return pidFile;
    }

    @Override
    public void begin(StartTransaction transaction) {
        if (pidFile != null) {
            transaction.made(new Removal(pidFile));
        }
    }

    @Override
    public void prepare(Kept toKeep) {
        if (pidFile != null) {
            pidFile.reserve(toKeep);
        }
    }

    @Override
    public void addTo(Inheritance inheritance, LaunchTarget target) {}

    @Override
    public int unwanted() {
        return -1;
    }

    @Override
    public StartTransaction.Undo undoing(StartWatch watch) {
        return watch;
    }

    @Override
    public void started(HeldProcess daemon) {
        if (pidFile != null && isKept) {
            KeeperStart.name(daemon, pidFile);
        } else if (pidFile != null) {
            pidFile.write(daemon.pid(), daemon.startTicks());
        }
    }

    @Override
    public Launched ready(StartTransaction transaction, StartWatch watch, Launched launched) {
        transaction.keep();
        return launched;
    }

    @Override
    public Launched failed(Launched launched) {
        return launched;
    }

    @Override
    public void close() {
        if (pidFile != null) {
            pidFile.close();
        }
    }

    /** Undoes a pid file. */
    record Removal(PidFile pidFile) implements StartTransaction.Undo {

        @Override
        public @Nullable String undo(boolean gently) {
            pidFile.remove();
            return null;
        }
    }
}

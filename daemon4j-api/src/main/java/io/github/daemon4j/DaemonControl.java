/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.Request;
import io.github.daemon4j.spi.Seen;
import io.github.daemon4j.spi.StopSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A daemon seen from another process, by its pid file.
 *
 * <p>A daemon runs if the lock beside its pid file is held; a pid alone proves nothing, since it may be that of a process
 * which has come later. A signal goes through a pidfd that is proved to be the process the file means, by its start tick, boot
 * and pid namespace, so it reaches the daemon or nobody. A file that another user has a hand in is believed only for
 * processes of its own user.
 */
public final class DaemonControl {

    private final Path pidFile;

    private DaemonControl(Path pidFile) {
        this.pidFile = pidFile;
    }

    /**
     * Returns the control of the daemon that was started with this pid file.
     *
     * @param pidFile the file; it need not exist
     * @return the control
     */
    public static DaemonControl of(Path pidFile) {
        return new DaemonControl(Objects.requireNonNull(pidFile, "pidFile"));
    }

    /** {@return the pid file} */
    public Path pidFile() {
        return pidFile;
    }

    /**
     * Looks at the daemon, once.
     *
     * @return what it is seen as
     * @throws UnsupportedOperationException where there is no backend, as by all methods below
     */
    public DaemonState state() {
        return new DaemonState(Platforms.backend().look(pidFile));
    }

    /** {@return the status of {@link #state()}} */
    public DaemonStatus status() {
        return state().status();
    }

    /**
     * Returns what the running daemon is.
     *
     * @return empty if none holds the pid file, or the process that does is not the one it names: a program that the daemon
     *     has started and that outlived it
     * @throws DaemonException if the pid file cannot be read or is not believed
     */
    public Optional<ProcessInfo> process() {
        Seen seen = Platforms.backend().look(pidFile);
        if (seen.reason() != null) {
            throw new DaemonException(seen.reason());
        }
        return seen.procPid() > 0 ? ProcessInfo.of(seen.procPid()) : Optional.empty();
    }

    /**
     * Looks at what the steps of daemon(7) hold in the running daemon. The daemon is not asked: it may be suspended, busy or of
     * another version, and what the kernel shows of it in {@code /proc} it cannot embellish.
     *
     * @param options what was asked for: its umask, working directory, user and pid file
     * @return empty if none runs
     * @throws DaemonException if it cannot be seen from here, or the pid file is not believed
     */
    public Optional<DetachReport> report(DaemonOptions options) {
        return Optional.ofNullable(Platforms.backend().report(pidFile, Objects.requireNonNull(options, "options")));
    }

    /**
     * Ends the daemon as it was told to be ended when it was started: by {@link DaemonOptions.Builder#stopGrace} or {@link
     * DaemonOptions.Builder#stopSchedule}, which its pid file keeps. Otherwise as {@link #stop(Duration)}.
     *
     * @return how it ended; {@link StopResult.Outcome#NOT_RUNNING} if it did not run
     * @throws DaemonException as {@link #stop(Duration)}; or if the schedule has no {@code KILL}, and the daemon is there
     *     still
     */
    public StopResult stop() {
        return Platforms.backend().stop(pidFile, null);
    }

    /**
     * Ends the daemon: {@code SIGTERM}, then, if it is still there after the grace period, {@code SIGKILL}. Returns when it
     * is gone, with the pid file removed, if it is one and in a directory where this user may have a pid file.
     *
     * @param grace how long it may take to end by itself, not negative; zero kills at once
     * @return how it ended; {@link StopResult.Outcome#NOT_RUNNING} if it did not run
     * @throws DaemonException if it cannot be signalled (the cause is a {@link ProcessAccessException}), the pid file may
     *     not be read or is no regular file, or its lock is held by another process than the one it names, before or
     *     afterwards
     */
    public StopResult stop(Duration grace) {
        return Platforms.backend().stop(pidFile, StopSchedule.of(notNegative("grace", grace)));
    }

    /**
     * Has the daemon read its configuration again, and waits until it has done so. Where it can do nothing of the kind,
     * nothing is signalled.
     *
     * @param patience how long to wait for its answer
     * @throws DaemonException with the daemon's own words if it could not ({@link Daemon#onReload}); if it does not answer in
     *     time, does not run, or cannot be asked: only root and its own user may
     * @throws UnsupportedOperationException if there is nothing that it could read again
     */
    public void reload(Duration patience) {
        ask(Request.RELOAD, patience, "has not reloaded");
    }

    /**
     * Has the daemon open its log again, under its name, and waits until it has done so.
     *
     * @param patience how long to wait for its answer
     * @throws DaemonException as {@link #reload}
     */
    public void reopenOutput(Duration patience) {
        ask(Request.REOPEN, patience, "has not opened its output again");
    }

    /**
     * Has the daemon replace itself by a new process of the same program, as by {@link Daemon#upgrade}: it starts its own command
     * line, in its own environment, as its own user; so this process runs nothing of it. Waits until the new one serves and has
     * the pid file, and the old one is being stopped.
     *
     * @param patience how long to wait for its answer; beyond that the upgrade goes on
     * @throws DaemonException with the last of what the launcher of the new one has said, if there is none: the old one serves on; all
     *     of it is in the daemon's log. Also if the daemon is replaced by an upgrade that was under way already. Else as {@link #reload}
     * @see DaemonCommand#upgrade
     */
    public void upgrade(Duration patience) {
        ask(Request.UPGRADE, patience, "was not upgraded");
    }

    private void ask(Request request, Duration patience, String failed) {
        String why = Platforms.backend().ask(pidFile, request, notNegative("patience", patience));
        if (why != null) {
            throw new DaemonException("the daemon of " + pidFile + " " + failed + ": " + why);
        }
    }

    /**
     * Waits until the daemon serves: until it is {@link DaemonStatus#RUNNING}, also if it is not started yet.
     *
     * @param patience how long to wait
     * @return whether it serves
     */
    public boolean awaitReady(Duration patience) {
        return Platforms.backend().awaitReady(pidFile, notNegative("patience", patience));
    }

    /**
     * Waits until the daemon has ended. Signals nobody.
     *
     * @param patience how long to wait
     * @return whether it has ended, or never ran
     */
    public boolean awaitEnd(Duration patience) {
        return Platforms.backend().awaitEnd(pidFile, notNegative("patience", patience));
    }

    /**
     * Sends the daemon a signal, through its pidfd: it reaches the daemon or nobody.
     *
     * @param signal what is sent
     * @return whether there was a daemon to take it
     * @throws DaemonException if it cannot be signalled (the cause is a {@link ProcessAccessException}), or the pid file is
     *     not believed
     */
    public boolean signal(Signal signal) {
        return Platforms.backend().signal(pidFile, Objects.requireNonNull(signal, "signal"));
    }

    private static Duration notNegative(String what, Duration duration) {
        if (Objects.requireNonNull(duration, what).isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, not " + duration);
        }
        return duration;
    }

    @Override
    public String toString() {
        return "DaemonControl[" + pidFile + "]";
    }
}

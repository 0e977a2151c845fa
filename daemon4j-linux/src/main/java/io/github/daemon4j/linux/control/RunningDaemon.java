/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.StopResult.Outcome;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.pidfile.Look;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.HeldProcess;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** A daemon from outside, by its pid file: what it is, and signals that reach it or nobody. */
public final class RunningDaemon {

    private static final long WRITTEN_MILLIS = 2000;

    private final Path pidFile;

    /** @param pidFile absolute; it need not exist */
    public RunningDaemon(Path pidFile) {
        this.pidFile = pidFile;
    }

    /** Whether it runs; {@link DaemonStatus#UNKNOWN} if that cannot be found out, or the file must not be believed. */
    public DaemonStatus status() {
        if (isAbsent()) {
            return DaemonStatus.NOT_RUNNING;
        }
        NativeAccess.require();
        try (Look look = Look.at(pidFile)) {
            return look.distrust() == null ? look.status() : DaemonStatus.UNKNOWN;
        } catch (ErrnoException | DaemonException | ProcessAccessException | UncheckedIOException failure) {
            return DaemonStatus.UNKNOWN;
        }
    }

    /**
     * The pid of the daemon, as {@code /proc} numbers it.
     *
     * @return empty if none runs, or it is not the process that the file names
     */
    public OptionalLong pid() {
        if (isAbsent()) {
            return OptionalLong.empty();
        }
        NativeAccess.require();
        try (Look look = look()) {
            HeldProcess process = look.process();
            if (look.distrust() != null) {
                throw refusal(look.distrust());
            }
            if (process == null) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(process.procPid());
        }
    }

    /** Ends it, and removes its files. */
    public StopResult stop(Duration grace) {
        long begin = System.nanoTime();
        if (isAbsent()) {
            return new StopResult(Outcome.NOT_RUNNING, 0, Duration.ZERO);
        }
        NativeAccess.require();
        long pid;
        Outcome outcome;
        awaitWritten();
        try (Look look = look()) {
            requireStoppable(look);
            pid = look.process() == null ? 0 : look.pid();
            outcome = look.process() == null ? Outcome.NOT_RUNNING : end(look.process(), pid, grace);
        }
        requireReleased(pid);
        PidFile.removeStale(pidFile);
        return new StopResult(outcome, pid, Duration.ofNanos(System.nanoTime() - begin));
    }

    private boolean isAbsent() {
        return Files.notExists(pidFile, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(PidFile.lockOf(pidFile), LinkOption.NOFOLLOW_LINKS);
    }

    private Look look() {
        try {
            return Look.at(pidFile);
        } catch (ErrnoException failure) {
            String cure = failure.errno().equals(Errno.EACCES) ? "; ask as root or as the daemon's user" : "";
            throw new DaemonException("cannot read the pid file: " + failure.getMessage() + cure, failure);
        }
    }

    /** Waits for the moment between a launcher's lock and its daemon's pid. */
    private void awaitWritten() {
        try {
            Look.awaitWritten(pidFile, WRITTEN_MILLIS);
        } catch (ErrnoException unreadable) {
            return; // the next look says so
        }
    }

    private Outcome end(HeldProcess process, long pid, Duration grace) {
        if (process.pid() == ProcessHandle.current().pid()) {
            throw refusal("it names this very process; end it with System.exit");
        }
        try {
            return StopSchedule.of(grace).end(process);
        } catch (ErrnoException failure) {
            String tried = "cannot stop pid " + pid + " of " + pidFile + ": " + failure.getMessage();
            if (failure.errno().equals(Errno.EPERM)) {
                String message =
                        tried + "; stop it as root or as its own user, uid " + Integer.toUnsignedLong(process.uid());
                throw new DaemonException(message, new ProcessAccessException(pid, message));
            }
            throw new DaemonException(tried, failure);
        }
    }

    /** Refuses to signal whom the file may not name, or whom it names in another world's numbers. */
    private void requireStoppable(Look look) {
        if (look.distrust() != null) {
            throw refusal(look.distrust());
        }
        if (look.isLocked() && look.process() == null && look.isFromElsewhere()) {
            throw refusal("its daemon runs in another pid namespace, as pid " + look.pid()
                    + " there, and cannot be seen from here; stop it there (nsenter, docker exec)");
        }
    }

    private DaemonException refusal(String why) {
        return new DaemonException("the pid file " + pidFile + " is not believed: " + why + "; nothing was signalled");
    }

    /** A daemon is not stopped while its lock is held by a process that the file does not name, such as a child of its own. */
    private void requireReleased(long pid) {
        try (Look look = look()) {
            boolean launcherToo =
                    pid != 0 && look.status() == DaemonStatus.STARTING; // it lets go when it has seen the end
            if (!look.isLocked() || look.process() != null || launcherToo) {
                return;
            }
        }
        String what = pid == 0
                ? " is held, but the file names no process that could be stopped: nothing was signalled. "
                : " is still held, although pid " + pid + " has ended. ";
        throw new DaemonException("the lock of the pid file " + pidFile + what
                + "If the daemon is gone, a program it started still holds it; fuser " + PidFile.lockOf(pidFile)
                + " (as root) finds it");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
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
import io.github.daemon4j.linux.proc.StartTime;
import io.github.daemon4j.spi.Seen;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A daemon from outside, by its pid file: what it is, and signals that reach it or nobody. */
public final class RunningDaemon {

    private static final long WRITTEN_MILLIS = 2000;

    private final Path pidFile;

    /** @param pidFile absolute; it need not exist */
    public RunningDaemon(Path pidFile) {
        this.pidFile = pidFile;
    }

    /** What it shows itself as; {@link DaemonStatus#UNKNOWN} if that cannot be found out, or must not be believed. */
    public Seen look() {
        if (isAbsent()) {
            return new Seen(DaemonStatus.NOT_RUNNING, 0, 0, null, null);
        }
        NativeAccess.require();
        try (Look look = lookAtFile()) {
            if (look.distrust() != null) {
                return unknown(String.valueOf(refusal(look.distrust()).getMessage()));
            }
            HeldProcess process = look.process();
            return process == null
                    ? new Seen(look.status(), 0, 0, null, null)
                    : new Seen(look.status(), look.pid(), process.procPid(), StartTime.of(process.startTicks()), null);
        } catch (DaemonException | ProcessAccessException | UncheckedIOException failure) {
            return unknown(String.valueOf(failure.getMessage()));
        }
    }

    private static Seen unknown(String reason) {
        return new Seen(DaemonStatus.UNKNOWN, 0, 0, null, reason);
    }

    /** What its main was given; null if the pid file does not say so, or must not be believed. */
    public @Nullable List<byte[]> words() {
        if (isAbsent()) {
            return null;
        }
        NativeAccess.require();
        try (Look look = lookAtFile()) {
            return look.distrust() == null ? look.kept().words() : null;
        }
    }

    /**
     * Ends it, and removes its files.
     *
     * @param asked how; null for the way its pid file says
     */
    public StopResult stop(io.github.daemon4j.spi.@Nullable StopSchedule asked) {
        long begin = System.nanoTime();
        if (isAbsent()) {
            return new StopResult(Outcome.NOT_RUNNING, 0, Duration.ZERO);
        }
        NativeAccess.require();
        long pid;
        Outcome outcome;
        awaitWritten();
        try (Look look = lookAtFile()) {
            requireStoppable(look);
            pid = look.process() == null ? 0 : look.pid();
            outcome = look.process() == null
                    ? Outcome.NOT_RUNNING
                    : end(look.process(), pid, asked == null ? kept(look) : StopSchedule.of(asked));
        }
        requireReleased(pid);
        PidFile.removeStale(pidFile);
        return new StopResult(outcome, pid, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static StopSchedule kept(Look look) {
        String kept = look.kept().stop();
        try {
            if (kept != null) {
                return StopSchedule.of(io.github.daemon4j.spi.StopSchedule.parse(kept));
            }
        } catch (IllegalArgumentException ofAnotherVersion) {
            return StopSchedule.of(DaemonOptions.DEFAULT_STOP_GRACE);
        }
        return StopSchedule.of(DaemonOptions.DEFAULT_STOP_GRACE);
    }

    private boolean isAbsent() {
        return Files.notExists(pidFile, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(PidFile.lockOf(pidFile), LinkOption.NOFOLLOW_LINKS);
    }

    private Look lookAtFile() {
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

    private Outcome end(HeldProcess process, long pid, StopSchedule schedule) {
        if (process.pid() == ProcessHandle.current().pid()) {
            throw refusal("it names this very process; end it with System.exit");
        }
        try {
            return schedule.end(process);
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
        try (Look look = lookAtFile()) {
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

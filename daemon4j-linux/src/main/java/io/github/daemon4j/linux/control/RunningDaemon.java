/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.StopResult.Outcome;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.pidfile.Look;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.StartTime;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.spi.ProcessBackend;
import io.github.daemon4j.spi.Request;
import io.github.daemon4j.spi.Seen;
import io.github.daemon4j.spi.StopSchedule;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A daemon from outside, by its pid file: what it is, and signals that reach it or nobody. */
public final class RunningDaemon {

    private static final long WRITTEN_MILLIS = 2000;
    private static final long LOOK_MILLIS = 50;

    private final Path pidFile;

    /** @param pidFile absolute; it need not exist */
    public RunningDaemon(Path pidFile) {
        this.pidFile = pidFile;
    }

    /** What it shows itself as; {@link DaemonStatus#UNKNOWN} if that cannot be found out, or must not be believed. */
    public Seen look() {
        if (isAbsent()) {
            return Seen.nobody(DaemonStatus.NOT_RUNNING, null);
        }
        try {
            NativeAccess.require();
            return lookNatively();
        } catch (DaemonException | ProcessAccessException | UncheckedIOException failure) {
            return unknown(String.valueOf(failure.getMessage()));
        }
    }

    private Seen lookNatively() {
        try (Look look = lookAtFile()) {
            if (look.distrust() != null) {
                return unknown(String.valueOf(refusal(look.distrust()).getMessage()));
            }
            HeldProcess process = look.process();
            return process == null ? Seen.nobody(look.status(), null) : seen(look, process);
        }
    }

    private static Seen unknown(String reason) {
        return Seen.nobody(DaemonStatus.UNKNOWN, reason);
    }

    private static Seen seen(Look look, HeldProcess process) {
        Account account = null;
        try (AccountView view = AccountView.of(process, look.kept().account())) {
            account = view == null ? null : view.read();
        }
        boolean reloading =
                account != null && account.phase() == Account.Phase.RELOADING && look.status() == DaemonStatus.RUNNING;
        return new Seen(
                reloading ? DaemonStatus.RELOADING : look.status(),
                look.pid(),
                process.procPid(),
                StartTime.of(process.startTicks()),
                account == null ? null : account.mode(),
                account == null ? null : account.status(),
                null);
    }

    /**
     * Asks it for something, and waits until it has done it.
     *
     * @return null if it was done; else its own words why not
     * @throws DaemonException if it does not run, cannot do it, or does not answer in time
     */
    public @Nullable String ask(Request request, Duration patience) {
        if (isAbsent()) {
            throw notRunning();
        }
        NativeAccess.require();
        awaitWritten();
        try (Look look = lookAtFile()) {
            requireStoppable(look);
            HeldProcess process = look.process();
            if (process == null) {
                throw notRunning();
            }
            return new Question(pidFile, look, process).ask(request, patience);
        }
    }

    /**
     * What the steps of daemon(7) hold in it.
     *
     * @param options what was asked for
     * @return null if it does not run
     * @throws DaemonException if it cannot be seen, or the pid file is not believed
     */
    public @Nullable DetachReport report(DaemonOptions options, ProcessBackend processes) {
        if (isAbsent()) {
            return null;
        }
        NativeAccess.require();
        awaitWritten();
        try (Look look = lookAtFile()) {
            if (look.distrust() != null) {
                throw refusal(look.distrust());
            }
            RunningReport report = new RunningReport(pidFile, processes);
            if (look.process() == null && look.isLocked()) {
                throw report.hidden(look);
            }
            return look.process() == null ? null : report.of(look, look.process(), options);
        }
    }

    private DaemonException notRunning() {
        return new DaemonException("no daemon with the pid file " + pidFile + " runs");
    }

    /** Waits until it serves; whether it does. */
    public boolean awaitReady(Duration patience) {
        NativeAccess.require();
        long deadline = Poll.deadline(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        while (true) {
            try (Look look = lookAtFile()) {
                if (look.status() == DaemonStatus.RUNNING && look.process() != null) {
                    return true;
                }
                if (Poll.millisUntil(deadline) == 0) {
                    return false;
                }
                if (look.process() == null || look.process().awaitEnd(LOOK_MILLIS)) {
                    pause();
                }
            } catch (ErrnoException failure) {
                throw cannot("wait for the daemon of " + pidFile, failure);
            }
        }
    }

    /** There is nothing to be waited for: neither file nor process. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }

    /** Waits until it has ended; whether it has. */
    public boolean awaitEnd(Duration patience) {
        if (isAbsent()) {
            return true;
        }
        NativeAccess.require();
        long deadline = Poll.deadline(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        while (true) {
            try (Look look = lookAtFile()) {
                HeldProcess process = look.process();
                if (process == null && !look.isLocked()) {
                    return true;
                }
                long left = Poll.millisUntil(deadline);
                if (left == 0) {
                    return false;
                }
                if (process != null) {
                    process.awaitEnd(left);
                } else {
                    pause();
                }
            } catch (ErrnoException failure) {
                throw cannot("wait for the daemon of " + pidFile, failure);
            }
        }
    }

    /** Sends it a signal; whether it was there. */
    public boolean signal(int signal) {
        if (isAbsent()) {
            return false;
        }
        NativeAccess.require();
        try (Look look = lookAtFile()) {
            requireStoppable(look);
            if (look.process() == null) {
                return false;
            }
            look.process().signal(signal);
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ESRCH)) {
                return false;
            }
            throw cannot("signal the daemon of " + pidFile, failure);
        }
    }

    private static DaemonException cannot(String what, ErrnoException failure) {
        return refusedOrFailed("cannot " + what + ": " + failure.getMessage(), 0, failure);
    }

    /** Who may not signal a process is told so by the cause: an exit status of its own depends on it. */
    static DaemonException refusedOrFailed(String message, long pid, ErrnoException failure) {
        boolean refused = failure.errno().equals(Errno.EPERM);
        return new DaemonException(message, refused ? new ProcessAccessException(pid, message) : failure);
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
     * @param first what is done while it runs still; null if nothing
     */
    public StopResult stop(@Nullable StopSchedule asked, @Nullable Consumer<HeldProcess> first) {
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
            if (first != null && look.process() != null) {
                first.accept(look.process());
            }
            outcome = look.process() == null
                    ? Outcome.NOT_RUNNING
                    : end(look.process(), pid, Termination.of(asked == null ? kept(look) : asked));
        }
        requireReleased(pid);
        PidFile.removeStale(pidFile);
        return new StopResult(outcome, pid, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The default where the file is of a program, or of another version. */
    private static StopSchedule kept(Look look) {
        String kept = look.kept().stop();
        try {
            return kept == null ? StopSchedule.of(DaemonOptions.DEFAULT_STOP_GRACE) : StopSchedule.parse(kept);
        } catch (IllegalArgumentException ofAnotherVersion) {
            return StopSchedule.of(DaemonOptions.DEFAULT_STOP_GRACE);
        }
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

    private Outcome end(HeldProcess process, long pid, Termination termination) {
        if (process.pid() == ProcessHandle.current().pid()) {
            throw refusal("it names this very process; end it with System.exit");
        }
        try {
            return termination.end(process);
        } catch (ErrnoException failure) {
            String cure = failure.errno().equals(Errno.EPERM)
                    ? "; stop it as root or as its own user, uid " + Integer.toUnsignedLong(process.uid())
                    : "";
            String message = "cannot stop pid " + pid + " of " + pidFile + ": " + failure.getMessage() + cure;
            throw refusedOrFailed(message, pid, failure);
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

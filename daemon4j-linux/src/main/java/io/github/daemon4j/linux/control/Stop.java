/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.StopResult.Outcome;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.pidfile.Sharers;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.spi.StopSchedule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a daemon is stopped from outside: what its pid file names is held, ended by the schedule, and its files are removed. */
final class Stop {

    /** The launcher of an upgrade gives what it has started the grace of a stop, which its options say. */
    private static final long SHARERS_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final DaemonFile file;

    Stop(DaemonFile file) {
        this.file = file;
    }

    /**
     * Ends it, and removes its files.
     *
     * @param asked how; null for the way its pid file says
     * @param first what is done while it runs still; null if nothing
     */
    StopResult stop(@Nullable StopSchedule asked, @Nullable Consumer<HeldProcess> first) {
        if (file.isAbsent()) {
            return new StopResult(Outcome.NOT_RUNNING, 0, Duration.ZERO);
        }
        NativeAccess.require();
        boolean upgrading = Sharers.isUpgrading(file.path());
        StopResult result = stopNamed(asked, first);
        return upgrading && namesAnother(result.pid()) ? stopNamed(asked, first) : result;
    }

    /** Whether the upgrade that was under way has been faster than the stop: the daemon is another one now. */
    private boolean namesAnother(long pid) {
        try (Sight look = file.look()) {
            return look.process() != null && look.pid() != pid;
        }
    }

    private StopResult stopNamed(@Nullable StopSchedule asked, @Nullable Consumer<HeldProcess> first) {
        long begin = System.nanoTime();
        long pid;
        Outcome outcome;
        file.awaitWritten();
        try (Sight look = file.look()) {
            file.requireStoppable(look);
            HeldProcess holder = look.holder();
            pid = holder == null ? 0 : look.pid();
            if (first != null && holder != null) {
                first.accept(look.process() == null ? holder : look.process());
            }
            outcome = holder == null
                    ? Outcome.NOT_RUNNING
                    : end(look, holder, asked == null ? Termination.ofKept(look.kept()) : Termination.of(asked));
        }
        Sharers.await(file.path(), SHARERS_MILLIS);
        requireReleased(pid);
        PidFile.removeStale(file.path());
        return new StopResult(outcome, pid, Duration.ofNanos(System.nanoTime() - begin));
    }

    private Outcome end(Sight look, HeldProcess process, Termination termination) {
        if (process.pid() == ProcessHandle.current().pid()) {
            throw file.refusal("it names this very process; end it with System.exit");
        }
        try {
            Keeper keeper = look.keeper();
            if (keeper == null) {
                return termination.end(process);
            }
            Outcome outcome = keeper.end(termination);
            Outcome left = endLeft(termination);
            return left == null ? outcome : left;
        } catch (ErrnoException failure) {
            String cure = failure.errno().equals(Errno.EPERM)
                    ? "; stop it as root or as its own user, uid " + Integer.toUnsignedLong(process.uid())
                    : "";
            String message =
                    "cannot stop pid " + look.pid() + " of " + file.path() + ": " + failure.getMessage() + cure;
            throw DaemonFile.refusedOrFailed(message, look.pid(), failure);
        }
    }

    /** Ends what a keeper has left that did not say which process its daemon is; null if it has left none. */
    private @Nullable Outcome endLeft(Termination termination) throws ErrnoException {
        try (Sight look = file.look()) {
            HeldProcess daemon = look.isKeeperGone() ? look.process() : null;
            return daemon == null ? null : termination.end(daemon);
        }
    }

    /** A daemon is not stopped while its lock is held by a process that the file does not name, such as a child of its own. */
    private void requireReleased(long pid) {
        try (Sight look = file.look()) {
            boolean launcherToo =
                    pid != 0 && look.status() == DaemonStatus.STARTING; // it lets go when it has seen the end
            if (!look.isLocked() || look.holder() != null || launcherToo) {
                return;
            }
        }
        String what = pid == 0
                ? " is held, but the file names no process that could be stopped: nothing was signalled. "
                : " is still held, although pid " + pid + " has ended. ";
        throw new DaemonException("the lock of the pid file " + file.path() + what
                + "If the daemon is gone, a program it started still holds it; fuser " + PidFile.lockOf(file.path())
                + " (as root) finds it");
    }
}

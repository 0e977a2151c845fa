/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.Signal;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.PidFd;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What needs system calls: signals, and waiting for an end. Loaded, with native code, only when asked for. */
final class PidSignals {

    private PidSignals() {}

    /**
     * Opening a pidfd takes no rights, so it also tells of processes that {@code /proc} hides. Where it is not allowed or not
     * known (before Linux 5.3) the answer is yes: nobody can say that there is none.
     */
    static boolean exists(long pid) {
        try (PidFd opened = PidFd.openOrGone(pid)) {
            return opened != null;
        } catch (ErrnoException e) {
            if (e.errno().equals(Errno.ENOSYS) || e.errno().equals(Errno.EPERM)) {
                return true;
            }
            throw new UncheckedIOException("Cannot find out whether process " + pid + " exists: " + e.getMessage(), e);
        }
    }

    static boolean send(Stat stat, Signal signal) {
        try (HeldProcess held = hold(stat)) {
            if (held == null) {
                return false;
            }
            held.signal(signal.number());
            return true;
        } catch (ErrnoException e) {
            if (e.errno().equals(Errno.ESRCH)) {
                return false;
            }
            String message = "Cannot send " + signal + " to process " + stat.pid + " (" + stat.printableName() + "): "
                    + e.getMessage();
            if (e.errno().equals(Errno.EPERM)) {
                throw new ProcessAccessException(stat.pid, message + "; only its own user and root may");
            }
            throw new UncheckedIOException(message, e);
        }
    }

    static <T> CompletableFuture<T> onExit(Stat stat, T whenEnded) {
        try {
            CompletableFuture<T> exit =
                    stat.hasEnded() ? null : ExitWatch.ofThisProcess().onExit(stat, whenEnded);
            return exit == null ? CompletableFuture.completedFuture(whenEnded) : exit;
        } catch (ErrnoException e) {
            throw new UncheckedIOException("Cannot wait for the end of process " + stat.pid + ": " + e.getMessage(), e);
        }
    }

    /**
     * Pins the process first and asks for its identity afterwards: from then on the descriptor means this process, whatever
     * becomes of the pid.
     *
     * @return {@code null} if the process has ended
     * @throws ProcessAccessException if its start time cannot be read, or no longer, or {@code /proc} is not this namespace's
     */
    static @Nullable HeldProcess hold(Stat stat) throws ErrnoException {
        if (stat.isDenied()) {
            throw startTimeDenied(stat);
        }
        HeldProcess held = HeldProcess.ofProc(stat.pid);
        if (held == null || held.startTicks() == stat.startTicks) {
            return held;
        }
        try (held) {
            if (held.startTicks() < 0 && !held.awaitEnd(0)) {
                throw startTimeDenied(stat);
            }
            return null;
        }
    }

    private static ProcessAccessException startTimeDenied(Stat stat) {
        return new ProcessAccessException(
                stat.pid,
                "Cannot make sure which process " + stat.pid + " is: its start time cannot be read (hidepid)."
                        + " Use the same user, or root.");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.PidFd;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What needs system calls: signals, and waiting for an end. Loaded, with native code, only when asked for. */
final class PidSignals {

    /** How long one wait lasts before the waiter looks whether anybody still wants to know. */
    private static final long WAIT_MILLIS = 1000;

    private PidSignals() {}

    /**
     * Opening a pidfd takes no rights, so it also tells of processes that {@code /proc} hides. Where it is not allowed or not
     * known (before Linux 5.3) the answer is yes: nobody can say that there is none.
     */
    static boolean exists(long pid) {
        try (PidFd opened = PidFd.open(pid)) {
            return opened.number() >= 0;
        } catch (ErrnoException e) {
            if (e.errno().equals(Errno.ENOSYS) || e.errno().equals(Errno.EPERM)) {
                return true;
            }
            if (isNoProcess(e)) {
                return false;
            }
            throw new UncheckedIOException("Cannot find out whether process " + pid + " exists: " + e.getMessage(), e);
        }
    }

    /** Nothing has the number (ESRCH), or a thread, a group or a session has it (EINVAL, on newer kernels ENOENT). */
    private static boolean isNoProcess(ErrnoException e) {
        return e.errno().equals(Errno.ESRCH)
                || e.errno().equals(Errno.EINVAL)
                || e.errno().equals(Errno.ENOENT);
    }

    static boolean send(ProcFiles files, Stat stat, Signal signal) {
        try (PidFd fd = open(files, stat)) {
            if (fd == null) {
                return false;
            }
            fd.signal(signal.number());
            return true;
        } catch (ErrnoException e) {
            if (e.errno().equals(Errno.ESRCH)) {
                return false;
            }
            String message =
                    "Cannot send " + signal + " to process " + stat.pid + " (" + stat.name() + "): " + e.getMessage();
            if (e.errno().equals(Errno.EPERM)) {
                throw new ProcessAccessException(stat.pid, message + "; only its own user and root may");
            }
            throw new UncheckedIOException(message, e);
        }
    }

    static CompletableFuture<ProcessInfo> onExit(ProcFiles files, LinuxProcess process) {
        CompletableFuture<ProcessInfo> exit = new CompletableFuture<>();
        PidFd fd;
        try {
            fd = process.stat().hasEnded() ? null : open(files, process.stat());
        } catch (ErrnoException e) {
            throw new UncheckedIOException(
                    "Cannot wait for the end of process " + process.pid() + ": " + e.getMessage(), e);
        }
        if (fd == null) {
            exit.complete(process);
            return exit;
        }
        Thread waiter = new Thread(() -> await(fd, process, exit), "daemon4j exit of " + process.pid());
        waiter.setDaemon(true);
        waiter.start();
        return exit;
    }

    private static void await(PidFd fd, LinuxProcess process, CompletableFuture<ProcessInfo> exit) {
        boolean ended = false;
        try (fd) {
            while (!ended && !exit.isDone()) {
                ended = fd.awaitEnd(WAIT_MILLIS);
            }
        } catch (ErrnoException | RuntimeException | Error e) {
            exit.completeExceptionally(e);
        }
        if (ended) {
            exit.complete(process);
        }
    }

    /**
     * Pins the process first and asks for its identity afterwards: from then on the descriptor means this process, whatever
     * becomes of the pid.
     *
     * @return {@code null} if the process has ended
     * @throws ProcessAccessException if its start time may not be read, or no longer
     */
    private static @Nullable PidFd open(ProcFiles files, Stat stat) throws ErrnoException {
        if (stat.isDenied()) {
            throw startTimeDenied(stat);
        }
        PidFd fd;
        try {
            fd = PidFd.open(stat.pid);
        } catch (ErrnoException e) {
            if (isNoProcess(e)) {
                return null;
            }
            throw e;
        }
        boolean keep = false;
        try {
            Stat now = files.stat(stat.pid);
            keep = now != null && now.startTicks == stat.startTicks;
            if (now == null ? !fd.awaitEnd(0) : now.isDenied()) {
                throw startTimeDenied(stat);
            }
            return keep ? fd : null;
        } finally {
            if (!keep) {
                fd.close();
            }
        }
    }

    private static ProcessAccessException startTimeDenied(Stat stat) {
        return new ProcessAccessException(
                stat.pid,
                "Cannot make sure which process " + stat.pid + " is: its start time may not be read (hidepid)."
                        + " Use the same user, or root.");
    }
}

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
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.PidFd;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.pidfile.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A daemon from outside: what its pid file's lock tells, and signals that reach it or nobody. */
public final class PidFileControl {

    private PidFileControl() {}

    public static DaemonStatus status(Path path) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return DaemonStatus.NOT_RUNNING;
        }
        NativeAccess.require();
        try (Descriptor file = open(path)) {
            if (!isRegular(file)) {
                return DaemonStatus.UNKNOWN;
            }
            if (!PidFile.isHeld(file)) {
                return DaemonStatus.DEAD_WITH_PID_FILE;
            }
            return PidFile.isStarting(file) ? DaemonStatus.STARTING : DaemonStatus.RUNNING;
        } catch (ErrnoException failure) {
            return failure.errno().equals(Errno.ENOENT) ? DaemonStatus.NOT_RUNNING : DaemonStatus.UNKNOWN;
        }
    }

    public static OptionalLong pid(Path path) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return OptionalLong.empty();
        }
        NativeAccess.require();
        try (Descriptor file = open(path)) {
            if (!isRegular(file)) {
                throw new DaemonException(path + " is no regular file and so no pid file; name the daemon's");
            }
            long pid = PidFile.isHeld(file) ? PidFile.holder(path, file, 0) : 0;
            return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ENOENT)) {
                return OptionalLong.empty();
            }
            String cure = failure.errno().equals(Errno.EACCES) ? "; ask as root or as the daemon's user" : "";
            throw new DaemonException("cannot read the pid file: " + failure.getMessage() + cure, failure);
        }
    }

    public static StopResult stop(Path path, Duration grace) {
        long begin = System.nanoTime();
        OptionalLong pid = pid(path);
        Outcome outcome = Outcome.NOT_RUNNING;
        if (pid.isPresent()) {
            try (PidFd process = openHolder(path, pid.getAsLong())) {
                if (process != null) {
                    outcome = end(process, grace);
                }
            } catch (ErrnoException failure) {
                if (failure.errno().equals(Errno.EPERM)) {
                    throw notPermitted(path, pid.getAsLong(), String.valueOf(failure.getMessage()));
                }
                throw new DaemonException(
                        "cannot stop pid " + pid.getAsLong() + " of " + path + ": " + failure.getMessage(), failure);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        requireReleased(path, outcome, pid.orElse(0));
        removeStale(path);
        return new StopResult(outcome, pid.orElse(0), took);
    }

    private static Outcome end(PidFd process, Duration grace) throws ErrnoException {
        try {
            if (!grace.isZero()) {
                process.signal(Signals.SIGTERM);
                if (process.awaitEnd(TimeUnit.MILLISECONDS.convert(grace))) {
                    return Outcome.TERMINATED;
                }
            }
            process.signal(Signals.SIGKILL);
            process.awaitEnd(-1);
            return Outcome.KILLED;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ESRCH)) {
                return Outcome.TERMINATED; // by itself, between two of these lines
            }
            throw failure;
        }
    }

    /** A daemon is not stopped while the lock is held by a process that the file does not name, such as a child of its. */
    private static void requireReleased(Path path, Outcome outcome, long pid) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Descriptor file = open(path)) {
            // Looked at twice: another start may have taken the lock a moment ago, and not yet written its pid.
            if (!isLeftLocked(file) || PidFile.holder(path, file, pid) > 0 || !isLeftLocked(file)) {
                return;
            }
        } catch (ErrnoException failure) {
            return; // removed meanwhile: it was readable before
        }
        String what = outcome == Outcome.NOT_RUNNING
                ? " is locked, but names no process that could be stopped: nothing was signalled. "
                : " is locked still, although its pid " + pid + " has ended. ";
        throw new DaemonException("the pid file " + path + what + whoHoldsIt(path));
    }

    /** Locked without a launcher. In this order, because a launcher that ends lets go of the lock first. */
    private static boolean isLeftLocked(Descriptor file) throws ErrnoException {
        return !PidFile.isStarting(file) && PidFile.isHeld(file);
    }

    private static String whoHoldsIt(Path path) {
        return "If the daemon is gone, a program it started still holds its lock; fuser " + path
                + " (as root) finds it";
    }

    /**
     * Pins the process that the pid file names, and makes sure it is the one that holds the file: the lock may have been
     * inherited by a child that outlived it, and the pid be somebody else's by now.
     *
     * @return null if it has just gone
     */
    private static @Nullable PidFd openHolder(Path path, long pid) throws ErrnoException {
        PidFd process;
        try {
            process = PidFd.open(pid);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ESRCH)) {
                return null;
            }
            throw failure;
        }
        PidFile.Holding holding = PidFile.holding(path, pid);
        if (holding != PidFile.Holding.YES && !process.awaitEnd(0)) {
            process.close();
            String owner = holding == PidFile.Holding.MAY_NOT_LOOK ? otherOwner(pid) : null;
            if (owner != null) {
                throw notPermitted(path, pid, "it belongs to " + owner);
            }
            throw new DaemonException("the pid file " + path + " names pid " + pid + ", which does not hold its lock or"
                    + " may not be looked at: nothing was signalled. " + whoHoldsIt(path));
        }
        return process;
    }

    /** Removes a pid file that nobody holds, under its own lock; what a launcher has not written is somebody else's. */
    private static void removeStale(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (PidFile stale = PidFile.lock(path)) {
                if (stale.isOfLauncher()) {
                    stale.remove();
                }
            } catch (DaemonException left) {
                return; // started again, so it is not stale; or where this user may have no pid file
            }
        }
    }

    /** The user of a process that this user may not look into; null if it is not the user that keeps it from that. */
    private static @Nullable String otherOwner(long pid) {
        try {
            int uid = FileStatus.of(Path.of("/proc/" + pid)).uid();
            int ownUid = FileStatus.of(Path.of("/proc/self")).uid();
            return ownUid == 0 || ownUid == uid ? null : "uid " + uid;
        } catch (IOException gone) {
            return null;
        }
    }

    private static DaemonException notPermitted(Path path, long pid, String why) {
        String message = "cannot stop pid " + pid + " of " + path + ": " + why + "; stop it as root or as its own user";
        return new DaemonException(message, new ProcessAccessException(pid, message));
    }

    private static boolean isRegular(Descriptor file) {
        try {
            return FileStatus.of(file).isRegular();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Descriptor open(Path path) throws ErrnoException {
        return Descriptor.open(
                path.toString(),
                Descriptor.O_RDONLY | Descriptor.O_NOFOLLOW | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK,
                0);
    }
}

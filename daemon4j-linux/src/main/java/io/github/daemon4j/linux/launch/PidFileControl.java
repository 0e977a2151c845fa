/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.launch;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.StopResult.Outcome;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.PidFd;
import io.github.daemon4j.linux.libc.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A daemon from outside: what its pid file's lock tells, and signals that reach it or nobody. */
final class PidFileControl {

    private PidFileControl() {}

    static DaemonStatus status(Path path) {
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

    static OptionalLong pid(Path path) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return OptionalLong.empty();
        }
        NativeAccess.require();
        try (Descriptor file = open(path)) {
            if (!isRegular(file)) {
                throw new DaemonException(path + " is no regular file and so no pid file; name the daemon's");
            }
            long pid = PidFile.isHeld(file) ? PidFile.awaitPid(path, file) : 0;
            return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ENOENT)) {
                return OptionalLong.empty();
            }
            throw new DaemonException("cannot read the pid file: " + failure.getMessage(), failure);
        }
    }

    static StopResult stop(Path path, Duration grace) {
        long begin = System.nanoTime();
        OptionalLong pid = pid(path);
        Outcome outcome = Outcome.NOT_RUNNING;
        if (pid.isPresent()) {
            try (PidFd process = openHolder(path, pid.getAsLong())) {
                if (process != null) {
                    outcome = end(process, grace);
                }
            } catch (ErrnoException failure) {
                throw new DaemonException(
                        "cannot stop pid " + pid.getAsLong() + " of " + path + ": " + failure.getMessage()
                                + "; a daemon is stopped by root or by its own user",
                        failure);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        removeStale(path);
        return new StopResult(outcome, pid.orElse(0), took);
    }

    private static Outcome end(PidFd process, Duration grace) throws ErrnoException {
        try {
            if (!grace.isZero()) {
                process.signal(Signals.SIGTERM);
                if (process.awaitEnd(grace.toMillis())) {
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
        if (!hasOpen(path, pid) && !process.awaitEnd(0)) {
            process.close();
            throw new DaemonException("the pid file " + path + " names pid " + pid + ", which does not hold its lock or"
                    + " may not be looked at: nothing was signalled. If the daemon is gone, a program it started still holds"
                    + " the lock; fuser " + path + " (as root) finds it");
        }
        return process;
    }

    private static boolean hasOpen(Path path, long pid) {
        File[] descriptors = new File("/proc/" + pid + "/fd").listFiles();
        if (descriptors == null) {
            return false;
        }
        for (File descriptor : descriptors) {
            try {
                if (Files.isSameFile(descriptor.toPath(), path)) {
                    return true;
                }
            } catch (IOException closedMeanwhile) {
                // the next one
            }
        }
        return false;
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

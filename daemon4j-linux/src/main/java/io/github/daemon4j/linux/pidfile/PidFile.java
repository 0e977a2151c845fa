/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.AlreadyRunningException;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.proc.HeldProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pid file whose lock this launcher has: it alone writes here. {@link LockFile} says who runs; the file says it to others,
 * and to whoever signals.
 */
public final class PidFile implements AutoCloseable {

    /** Whatever the umask: a pid is no secret, and the daemon may become another user. */
    private static final int MODE = 0644;

    private static final int TRIES = 100;
    private static final long MOMENT_MILLIS = 100;

    private final Place place;
    private final LockFile lock;
    private @Nullable Descriptor file;

    private PidFile(Place place, LockFile lock) {
        this.place = place;
        this.lock = lock;
    }

    /**
     * Takes the lock of a pid file. Waits while an earlier daemon is stopping, or another launcher is starting one.
     *
     * @param path the file, absolute
     * @param patience how long to wait at most
     * @throws AlreadyRunningException if a daemon holds it
     * @throws DaemonException if the file or its directory is not safe to write a pid to, cannot be written, or is not free
     *     in time
     */
    public static PidFile acquire(Path path, Duration patience) {
        Place place = Place.of(path, Whom.own(Whom.Use.PID_FILE));
        PidFile acquired = null;
        try {
            long deadline = Poll.deadline(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
            for (int i = 0; i < TRIES && acquired == null; i++) {
                acquired = new Attempt(place, deadline).attempt();
            }
            if (acquired == null) {
                throw new DaemonException(
                        "cannot lock the pid file " + path + ": its lock file was removed and made again " + TRIES
                                + " times meanwhile; something else manages it");
            }
            return acquired;
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot lock the pid file " + path + ": " + failure.getMessage() + LockFile.cure(failure), failure);
        } finally {
            if (acquired == null) {
                place.close();
            }
        }
    }

    /** One attempt to take the lock: succeeds, waits for what is in the way, or says who is. */
    private record Attempt(Place place, long deadline) {

        @Nullable
        PidFile attempt() throws ErrnoException {
            LockFile lock = LockFile.openOrMake(place.beside(LockFile.SUFFIX));
            boolean kept = false;
            try {
                if (lock.isAlive() && !lock.isStarting()) {
                    waitForEnd(lock);
                } else if (!lock.tryStart()) {
                    waitForLauncher(lock);
                } else if (lock.isNamed() && lock.tryLive()) { // whoever removes it has the lock that this one has now
                    requireNobodyElse(lock);
                    kept = true;
                    return new PidFile(place, lock);
                }
                return null;
            } finally {
                if (!kept) {
                    lock.close();
                }
            }
        }

        /** A launcher that is at work decides; its outcome is this one's too. */
        private void waitForLauncher(LockFile lock) throws ErrnoException {
            boolean starting = lock.isStarting() && lock.isAlive();
            lock.awaitIdle(left());
            if (starting && !lock.isAlive()) {
                throw new DaemonException("another start with the pid file " + place.path()
                        + " was under way, and it has failed; see what it said, and start again");
            }
            if (left() == 0) {
                throw new DaemonException("another start with the pid file " + place.path()
                        + " is under way and does not come to an end; start again when it has");
            }
        }

        /** A daemon lives: waits if it is stopping, and says so otherwise. */
        private void waitForEnd(LockFile lock) throws ErrnoException {
            try (Look look = Look.at(place)) {
                if (!lock.isAlive() || look.status() == DaemonStatus.STARTING) {
                    return;
                }
                HeldProcess process = look.process();
                if (!isStopping(look)) {
                    restore(lock, look);
                    throw new AlreadyRunningException(place.path(), process == null ? 0 : look.pid());
                }
                boolean ended = process == null ? awaitRelease(lock) : process.awaitEnd(left());
                if (!ended) {
                    throw new DaemonException(
                            "the daemon" + (look.pid() > 0 ? " with pid " + look.pid() : "") + " of the pid file "
                                    + place.path() + " is stopping and has not ended; wait for it, or kill it");
                }
            }
        }

        /**
         * A daemon that has just been told to end shows it a moment later; one that is all but gone does not show it any
         * more. So who seems to be running is looked at for that moment.
         */
        private static boolean isStopping(Look look) throws ErrnoException {
            HeldProcess process = look.process();
            return look.status() == DaemonStatus.STOPPING
                    || (process != null && (process.awaitEnd(MOMENT_MILLIS) || Occupant.isStopping(process)));
        }

        private boolean awaitRelease(LockFile lock) throws ErrnoException {
            lock.awaitEnd(left());
            return !lock.isAlive();
        }

        /** Writes again what a launcher that was killed did not write, or what somebody has removed. */
        private void restore(LockFile lock, Look look) throws ErrnoException {
            HeldProcess process = look.process();
            if (process == null || look.isWritten() || !lock.tryStart()) {
                return;
            }
            try (PidFile file = new PidFile(place, lock)) {
                file.write(process.pid(), process.startTicks());
            }
        }

        /** A lock file that is new says nothing about a daemon whose own one was removed. */
        private void requireNobodyElse(LockFile lock) throws ErrnoException {
            if (!lock.isMade()) {
                return;
            }
            try (Look look = Look.withoutLock(place)) {
                if (look.process() != null) {
                    lock.remove();
                    throw new AlreadyRunningException(place.path(), look.pid());
                }
            }
        }

        private long left() {
            return Poll.millisUntil(deadline);
        }
    }

    /** The locked descriptor, to be inherited by the daemon. */
    public Descriptor lock() {
        return lock.daemon();
    }

    /** The path, as it was asked for. */
    public Path path() {
        return place.path();
    }

    /**
     * Makes the file, and takes its block before anything is started, so that a full disk is found out in time.
     *
     * @throws DaemonException if nothing can be written
     */
    public void reserve() {
        write(PidFileContent.blank());
    }

    /** Writes the daemon's pid: one write, complete when this returns. */
    public void write(long pid, long startTicks) {
        write(PidFileContent.here(pid, startTicks));
    }

    private void write(PidFileContent content) {
        write(content.format());
    }

    private void write(byte[] content) {
        try {
            if (file == null) {
                file = open();
            }
            file.replaceContent(content);
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot write the pid file " + place.path() + ": " + failure.getMessage() + LockFile.cure(failure),
                    failure);
        }
    }

    private Descriptor open() throws ErrnoException {
        int flags = Descriptor.O_WRONLY | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;
        while (true) {
            Descriptor existing = place.open(flags);
            Descriptor opened = existing != null ? existing : place.create(flags, MODE);
            if (opened != null) {
                if (existing == null) {
                    opened.changeMode(MODE);
                }
                return opened;
            }
        }
    }

    /** Lets this process be the daemon: it says so, and holds the lock for the rest of its life. */
    public HeldPidFile keep() {
        write(HeldPidFile.own());
        lock.doneStarting();
        return new HeldPidFile(place.path(), lock.daemon().number());
    }

    /** Removes both files, for nothing was started. */
    public void remove() {
        try {
            place.remove();
            lock.remove();
        } catch (ErrnoException left) {
            return; // they are not locked, so the next start takes them
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
        lock.close();
        place.close();
    }

    /** Removes a pid file and its lock that nobody holds; what no launcher has written is somebody else's. */
    public static void removeStale(Path path) {
        try (Place place = Place.of(path, Whom.own(Whom.Use.PID_FILE));
                LockFile lock = LockFile.openOrMake(place.beside(LockFile.SUFFIX))) {
            if (lock.tryRemove() && lock.isNamed() && Look.isOfLauncher(place)) {
                place.remove();
                lock.remove();
            } else if (lock.isMade()) {
                lock.remove();
            }
        } catch (ErrnoException | DaemonException left) {
            return; // where this user may have no pid file
        }
    }
}

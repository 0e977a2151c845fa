/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.AlreadyRunningException;
import io.github.daemon4j.DaemonException;
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
    private static final int FLAGS = Descriptor.O_WRONLY | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;

    private final Place place;
    private final LockFile lock;
    private @Nullable Descriptor file;
    private Kept kept = Kept.NOTHING;

    PidFile(Place place, LockFile lock) {
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
                acquired = new LockAttempt(place, deadline).attempt();
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

    /** The lock file beside a pid file. */
    public static Path lockOf(Path pidFile) {
        return Path.of(pidFile + LockFile.SUFFIX);
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
     * @param toKeep what it is to say beside the pid
     * @throws DaemonException if nothing can be written
     */
    public void reserve(Kept toKeep) {
        kept = toKeep;
        write(PidFileContent.blank(kept));
    }

    /** Writes the daemon's pid: one write, complete when this returns. */
    public void write(long pid, long startTicks) {
        write(PidFileContent.here(pid, startTicks, kept));
    }

    /** As {@link #write(long, long)}, of a keeper and its session. */
    public void writeKeeper(long pid, long startTicks, long session) {
        kept = kept.by(session);
        write(pid, startTicks);
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

    /**
     * Makes sure that the file can be written, and leaves it as it is: another daemon serves.
     *
     * @param toKeep what it is to say beside the pid
     */
    void prepare(Kept toKeep) throws ErrnoException {
        kept = toKeep;
        file = place.open(FLAGS);
    }

    /** As {@link #write(long, long)}, into what has the name now: somebody may have removed it, and the daemon put it back. */
    void rewrite(long pid, long startTicks) throws ErrnoException {
        if (file != null && !isNamed()) {
            file.close();
            file = null;
        }
        write(pid, startTicks);
    }

    /** Whether the name is still that of the file that was opened. */
    boolean isNamed() throws ErrnoException {
        return file != null && place.names(file);
    }

    /** Writes another content that it has had before. */
    void writeBack(PidFileContent content) {
        write(content);
    }

    private Descriptor open() throws ErrnoException {
        while (true) {
            Descriptor existing = place.open(FLAGS);
            Descriptor opened = existing != null ? existing : place.create(FLAGS, MODE);
            if (opened != null) {
                if (existing == null) {
                    opened.changeMode(MODE);
                }
                return opened;
            }
        }
    }

    /** Lets this process be the daemon: it says so, and holds the lock for the rest of its life. */
    public HeldPidFile keep(Kept toKeep) {
        write(HeldPidFile.own(toKeep));
        lock.doneStarting();
        closeFiles();
        return new HeldPidFile(place.path(), lock.daemon().number());
    }

    /** Removes both files, unless they are held by what was started all the same; what was not written here stays. */
    public void remove() {
        try (HeldProcess started = Occupant.of(lock.daemon(), null)) {
            if (started == null && file != null && place.names(file)) {
                place.remove();
            }
            if (started == null) {
                lock.remove();
            }
        } catch (ErrnoException | DaemonException left) {
            return; // if they are not locked, the next start takes them
        }
    }

    private void closeFiles() {
        if (file != null) {
            file.close();
        }
        place.close();
    }

    @Override
    public void close() {
        closeFiles();
        lock.close();
    }

    /** Removes a pid file and its lock that nobody holds; what no launcher has written is somebody else's. */
    public static void removeStale(Path path) {
        try (Place place = Place.of(path, Whom.own(Whom.Use.PID_FILE));
                LockFile lock = LockFile.openOrMake(place.beside(LockFile.SUFFIX))) {
            if (!lock.tryRemove() || !lock.isNamed()) {
                return;
            }
            boolean ofLauncher = Look.isOfLauncher(place);
            if (ofLauncher) {
                place.remove();
            }
            if (ofLauncher || lock.isMade()) {
                lock.remove();
            }
        } catch (ErrnoException | DaemonException left) {
            return; // where this user may have no pid file
        }
    }
}

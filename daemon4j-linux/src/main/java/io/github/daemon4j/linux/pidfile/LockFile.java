/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.RecordLock;
import io.github.daemon4j.linux.libc.RecordLock.Range;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The lock beside a pid file, {@code FILE.lock}: what counts for who runs. A file of its own, because a write lock takes a
 * writable descriptor, which the daemon inherits and which may then be another user's: nobody reads what is in this file,
 * and nobody but its owner can open it.
 *
 * <p>Byte 0 is the daemon's: locked by an open file description that the launcher makes and the daemon inherits, so held
 * without a gap until the last of them is gone, however it ends. Bytes 1 to 3 are a launcher's while it is at work, bytes 0 and 1
 * together those of somebody who removes the files: how long a lock is tells whose it is. Byte 4 is the launcher's of an upgrade,
 * which shares the daemon's lock instead of waiting for it. A file that is locked is never removed by anybody else; who finds after
 * locking that the name is another file's has locked one that was removed meanwhile, and begins again.
 */
final class LockFile implements AutoCloseable {

    static final String SUFFIX = ".lock";

    static final Range DAEMON = new Range(0, 1);
    private static final Range STARTER = new Range(1, 3);
    private static final Range REMOVER = new Range(0, 2);
    static final Range UPGRADER = new Range(4, 1);
    private static final int MODE = 0600;

    private final Place place;
    private final Descriptor daemon;
    private final Descriptor worker;
    private final boolean made;

    private LockFile(Place place, Descriptor daemon, Descriptor worker, boolean made) {
        this.place = place;
        this.daemon = daemon;
        this.worker = worker;
        this.made = made;
    }

    /** Opens the lock file, and makes it if need be. */
    static LockFile openOrMake(Place place) throws ErrnoException {
        int flags = Descriptor.O_RDWR | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;
        Descriptor daemon = null;
        boolean made = false;
        while (daemon == null) {
            daemon = place.open(flags);
            if (daemon == null) {
                daemon = place.create(flags, MODE);
                made = daemon != null;
            }
        }
        try {
            // Locks belong to open file descriptions: the launcher's must not be the one that the daemon inherits.
            return new LockFile(place, daemon, daemon.reopen(flags), made);
        } catch (ErrnoException failure) {
            daemon.close();
            throw failure;
        }
    }

    /** Opens the lock file of another to look at it; null if there is none. */
    static @Nullable LockFile openToLook(Place place) throws ErrnoException {
        Descriptor file = place.open(Descriptor.O_RDONLY | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK);
        return file == null ? null : new LockFile(place, file, file, false);
    }

    /** Opens the lock file to take over what a daemon holds; null if there is none. */
    static @Nullable LockFile openToShare(Place place) throws ErrnoException {
        Descriptor file = place.open(Descriptor.O_RDWR | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK);
        return file == null ? null : new LockFile(place, file, file, false);
    }

    /** The same file, with the description by which its daemon holds it in the place of this process's own. */
    LockFile sharing(Descriptor held) {
        return new LockFile(place, held, worker, false);
    }

    /** Whose file it is. */
    FileStatus status() {
        try {
            return FileStatus.of(daemon);
        } catch (IOException failure) {
            throw new DaemonException("cannot look at the lock file " + place.path() + ": " + failure, failure);
        }
    }

    /** Whether this call has made the file. */
    boolean isMade() {
        return made;
    }

    /** The description with the daemon's lock, to be inherited. */
    Descriptor daemon() {
        return daemon;
    }

    boolean tryStart() throws ErrnoException {
        return RecordLock.tryLock(worker, STARTER);
    }

    /** Whether no other upgrade is under way. */
    boolean tryUpgrade() throws ErrnoException {
        return RecordLock.tryLock(worker, UPGRADER);
    }

    /** Whether the launcher of an upgrade is at work. */
    boolean isUpgrading() throws ErrnoException {
        return RecordLock.heldElsewhere(worker, UPGRADER) > 0;
    }

    boolean tryRemove() throws ErrnoException {
        return RecordLock.tryLock(daemon, REMOVER);
    }

    boolean tryLive() throws ErrnoException {
        return RecordLock.tryLock(daemon, DAEMON);
    }

    /** Whether a daemon lives, or a launcher that is about to start one. */
    boolean isAlive() throws ErrnoException {
        long length = RecordLock.heldElsewhere(daemon, DAEMON);
        return length > 0 && length != REMOVER.length();
    }

    /** Whether a launcher is at work; one that only removes the files is none. */
    boolean isStarting() throws ErrnoException {
        return RecordLock.heldElsewhere(worker, STARTER) > REMOVER.length();
    }

    /** Whether the name is still this file's. */
    boolean isNamed() throws ErrnoException {
        return place.names(daemon);
    }

    /** Waits until nobody is at work on the files. */
    void awaitIdle(long millis) throws ErrnoException {
        await(STARTER, millis);
    }

    /** Waits until no upgrade is under way. */
    void awaitUpgrade(long millis) throws ErrnoException {
        await(UPGRADER, millis);
    }

    /** Waits until no daemon lives. */
    void awaitEnd(long millis) throws ErrnoException {
        await(DAEMON, millis);
    }

    private void await(Range range, long millis) throws ErrnoException {
        try {
            LockWait.await(daemon.reopen(Descriptor.O_RDWR), range, millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DaemonException("interrupted while waiting for the lock " + place.path(), stop);
        }
    }

    /** Removes the name, under the lock. */
    void remove() throws ErrnoException {
        if (isNamed()) {
            place.remove();
        }
    }

    /** Ends this process's part as a launcher; the lock of the daemon stays. */
    void doneStarting() {
        worker.close();
    }

    @Override
    public void close() {
        daemon.close();
        worker.close(); // last, so that who sees no launcher any more sees no lock of a launcher's either
    }

    /** What to do about a lock file that cannot be opened. */
    static String cure(ErrnoException failure) {
        return failure.errno().equals(Errno.EACCES)
                ? "; this user must be able to write to the file and to its directory: name another one, or start as root"
                : "";
    }
}

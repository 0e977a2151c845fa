/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.AlreadyRunningException;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.proc.HeldProcess;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to take the lock of a pid file: succeeds, waits for what is in the way, or says who is.
 *
 * @param deadline by {@code System.nanoTime()}
 */
record LockAttempt(Place place, long deadline) {

    private static final long MOMENT_MILLIS = 100;

    /** Null if it has waited, and is to be tried again. */
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
            if (process == null && lock.isUpgrading() && left() > 0) { // its daemon was ended: so is the new one
                lock.awaitUpgrade(left());
                return;
            }
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
        if (process == null || look.isWritten() || lock.isUpgrading() || !lock.tryStart()) {
            return;
        }
        try (PidFile file = new PidFile(place, lock)) {
            file.write(process.pid(), process.startTicks());
        }
    }

    /** A lock file that is new says nothing about a daemon whose own one was removed. */
    private void requireNobodyElse(LockFile lock) throws ErrnoException {
        if (!place.exists()) {
            return;
        }
        boolean nobody = false;
        try (Look look = Look.withoutLock(place)) {
            if (look.process() != null) {
                throw new AlreadyRunningException(place.path(), look.pid());
            }
            nobody = true;
        } finally {
            if (!nobody && lock.isMade()) {
                lock.remove();
            }
        }
    }

    private long left() {
        return Poll.millisUntil(deadline);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.proc.HeldProcess;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Whoever shares the lock of a daemon because of an upgrade, and is about to let go of it: its launcher, what that has started,
 * and the daemon that was replaced.
 */
public final class Sharers {

    private static final long MOMENT_MILLIS = 100;

    private Sharers() {}

    /** Whether the launcher of an upgrade is at work; false where this user is not allowed to know. */
    public static boolean isUpgrading(Path pidFile) {
        try (Place place = Place.of(pidFile, Whom.own(Whom.Use.LOOK));
                LockFile lock = LockFile.openToLook(place.beside(LockFile.SUFFIX))) {
            return lock != null && lock.isUpgrading();
        } catch (ErrnoException | DaemonException hidden) {
            return false;
        }
    }

    /** Waits, when the daemon has ended, until an upgrade of it is over, and who has shown that he is ending has ended. */
    public static void await(Path pidFile, long millis) {
        long deadline = Poll.deadline(millis, TimeUnit.MILLISECONDS);
        try (Place place = Place.of(pidFile, Whom.own(Whom.Use.LOOK));
                LockFile lock = LockFile.openToShare(place.beside(LockFile.SUFFIX))) {
            if (lock != null) {
                await(lock, deadline);
            }
        } catch (ErrnoException | DaemonException hidden) {
            return; // what is left is said by who looks next
        }
    }

    private static void await(LockFile lock, long deadline) throws ErrnoException {
        if (lock.isUpgrading()) {
            lock.awaitUpgrade(Poll.millisUntil(deadline));
        }
        boolean waits = true;
        while (waits && lock.isAlive() && !lock.isStarting()) {
            waits = awaitOne(lock, deadline);
        }
    }

    private static boolean awaitOne(LockFile lock, long deadline) throws ErrnoException {
        try (HeldProcess holder = Occupant.of(lock.daemon(), null)) {
            if (holder == null || !(holder.awaitEnd(MOMENT_MILLIS) || Occupant.isStopping(holder))) {
                return false;
            }
            return holder.awaitEnd(Poll.millisUntil(deadline));
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.OwnProcess;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a pid file was and said at one moment, and what that means beside its lock.
 *
 * @param file what was opened; null if there was none
 */
record PidFileSeen(
        Place place,
        @Nullable FileStatus file,
        boolean isBlank,
        boolean isOfLauncher,
        @Nullable PidFileContent content) {

    static PidFileSeen read(Place place) throws ErrnoException {
        try (Descriptor file = place.open(Look.FLAGS)) {
            if (file == null) {
                return new PidFileSeen(place, null, true, true, null);
            }
            byte[] bytes = new byte[PidFileContent.MOST_BYTES];
            int length = file.read(bytes, 0);
            PidFileContent content = PidFileContent.parse(bytes, length);
            boolean blank = PidFileContent.isBlank(bytes, length);
            boolean ours = PidFileContent.isOfLauncher(bytes, length);
            return new PidFileSeen(place, FileStatus.of(file), blank, ours, content);
        } catch (ErrnoException failure) {
            throw failure;
        } catch (IOException failure) {
            throw new DaemonException("cannot look at the pid file " + place.path() + ": " + failure, failure);
        }
    }

    /** Where this user may not open the lock, or somebody has removed it: the process has to speak for itself. */
    Look withoutLock() throws ErrnoException {
        HeldProcess process = content == null ? null : Occupant.of(content);
        if (process == null) {
            return new Look(free(), content, null, null, false);
        }
        return new Look(alive(process), content, process, distrust(process), false);
    }

    Look withLock(LockFile lock) throws ErrnoException {
        boolean alive = lock.isAlive();
        boolean starting = lock.isStarting(); // in this order: a launcher takes its lock first and leaves it last
        if (!alive) {
            return new Look(starting ? DaemonStatus.STARTING : free(), content, null, null, false);
        }
        HeldProcess process = content == null ? null : Occupant.of(content);
        if (process == null && (content == null ? isBlank : isElsewhere(content))) {
            process = Occupant.of(lock.daemon(), content);
        }
        if (process == null && content != null && content.kept().session() > 0 && !isElsewhere(content)) {
            process = Occupant.withoutKeeper(lock.daemon(), content.kept().session());
        }
        if (starting) {
            String distrust = process == null ? distrustOfOwner() : distrust(process);
            return new Look(DaemonStatus.STARTING, content, process, distrust, true);
        }
        if (process == null && !lock.isAlive()) {
            return new Look(free(), content, null, null, false); // it has ended between two of these lines
        }
        if (process == null) {
            // At its very end a daemon has removed its file, and is not always to be seen.
            DaemonStatus status = file != null ? DaemonStatus.RUNNING : DaemonStatus.STOPPING;
            return new Look(status, content, null, distrustOfOwner(), true);
        }
        return new Look(alive(process), content, process, distrust(process), true);
    }

    /**
     * Whether its numbers mean nothing here. Who holds a lock lives in this boot, whatever is shown as its id: systemd-nspawn shows
     * one of its own, which a unit in it that has a {@code /proc} of its own ({@code ProtectProc=}) does not see.
     */
    private static boolean isElsewhere(PidFileContent content) {
        return content.pidNamespace() != OwnProcess.pidNamespace()
                || !content.bootId().equals(OwnProcess.bootId());
    }

    private static DaemonStatus alive(HeldProcess process) {
        return Occupant.isStopping(process) ? DaemonStatus.STOPPING : DaemonStatus.RUNNING;
    }

    private DaemonStatus free() {
        return file != null && !isBlank ? DaemonStatus.DEAD_WITH_PID_FILE : DaemonStatus.NOT_RUNNING;
    }

    /** Another user can lock his own file, and write into it what he likes. */
    private @Nullable String distrustOfOwner() {
        return file != null && place.isOfStranger(file.uid())
                ? "it belongs to uid " + file.uid() + ", and names no process that holds its lock"
                : null;
    }

    /** Judges what was read, not what has the name by now. */
    private @Nullable String distrust(HeldProcess process) {
        String why = place.judgedAsOwn(file);
        if (why == null || (file != null && file.links() == 1 && process.isOf(file.uid()))) {
            return null;
        }
        return "it names pid " + process.pid() + " of uid " + Integer.toUnsignedLong(process.uid())
                + ", which it is not allowed to: " + why;
    }

    /** Whether the lock is of whoever the pid file is of: a stranger's lock says nothing about anybody else's daemon. */
    boolean isLockedBy(FileStatus lock) {
        return !place.isOfStranger(lock.uid()) ? lock.links() == 1 : file != null && file.uid() == lock.uid();
    }
}

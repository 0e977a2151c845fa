/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.LockHolders;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.proc.OwnProcess;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that a pid file speaks of, found and held. By what the file says, if that is complete and still true; else by
 * the lock, if the file says nothing: its launcher was killed before it wrote, or somebody has removed the file.
 */
final class Occupant {

    private Occupant() {}

    /**
     * Finds the process that a content means.
     *
     * @return null if it has ended, or cannot be seen from here
     */
    static @Nullable HeldProcess of(PidFileContent content) throws ErrnoException {
        if (!content.bootId().equals(OwnProcess.bootId()) || content.pidNamespace() != OwnProcess.pidNamespace()) {
            return null;
        }
        return proved(HeldProcess.open(content.pid()), content);
    }

    /**
     * Finds the process that holds a lock.
     *
     * @param content what it must be; null if the pid file says nothing
     * @return null if it cannot be seen from here, or is another one
     */
    static @Nullable HeldProcess of(Descriptor lock, @Nullable PidFileContent content) throws ErrnoException {
        for (long holder : holders(lock)) {
            HeldProcess process = proved(HeldProcess.ofProc(holder), content);
            if (process != null) {
                return process;
            }
        }
        return null;
    }

    /**
     * Finds the daemon whose keeper has ended: a process that holds the lock, and is of the keeper's session, which only what the keeper
     * has started is. A descriptor of the lock can be sent to anybody.
     *
     * @return null if it cannot be seen from here
     */
    static @Nullable HeldProcess withoutKeeper(Descriptor lock, long session) throws ErrnoException {
        for (long holder : holders(lock)) {
            HeldProcess process = proved(HeldProcess.ofProc(holder), null);
            Neighbour seen = process == null ? null : Neighbour.of(process.procPid());
            if (process != null && seen != null && seen.sessionId() == session) {
                return process;
            }
            if (process != null) {
                process.close();
            }
        }
        return null;
    }

    private static List<Long> holders(Descriptor lock) {
        try {
            FileStatus file = FileStatus.of(lock);
            return LockHolders.of(file.device(), file.inode(), LockFile.DAEMON.first());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /**
     * Lets go of a process that is not the one meant, or has ended. A start tick that cannot be read proves nothing, but
     * speaks against nothing either: the kernel asks who signals.
     */
    private static @Nullable HeldProcess proved(@Nullable HeldProcess process, @Nullable PidFileContent content)
            throws ErrnoException {
        if (process == null) {
            return null;
        }
        boolean meant = content == null || process.startTicks() < 0 || process.startTicks() == content.startTicks();
        if (!meant || process.awaitEnd(0)) {
            process.close();
            return null;
        }
        return process;
    }

    /** Whether it shows the sign, or has no thread left to show it. */
    static boolean isStopping(HeldProcess process) {
        Neighbour seen = Neighbour.of(process.procPid());
        return Neighbour.hasThread(process.procPid(), Look.STOPPING_SIGN)
                || (seen == null ? process.startTicks() >= 0 : seen.isEnding());
    }
}

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
        FileStatus file;
        try {
            file = FileStatus.of(lock);
        } catch (IOException unreadable) {
            return null;
        }
        for (long holder : LockHolders.of(file.device(), file.inode(), LockFile.DAEMON.first())) {
            HeldProcess process = proved(HeldProcess.ofProc(holder), content);
            if (process != null) {
                return process;
            }
        }
        return null;
    }

    /**
     * Lets go of a process that is not the one meant, or has ended. A start tick that may not be read proves nothing, but
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

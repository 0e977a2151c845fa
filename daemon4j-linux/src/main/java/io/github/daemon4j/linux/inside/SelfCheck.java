/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.privileges.AskedCapabilities;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.ThreadCredentials;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.ProgramName;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether the launcher has done what it was to do. What main has done since, such as ignoring a signal, is main's own
 * business; {@link OwnReport} tells that too.
 */
final class SelfCheck {

    /** The exit status of a daemon that found itself half-detached: EX_OSERR of sysexits.h. */
    private static final int EX_OSERR = 71;

    private SelfCheck() {}

    /**
     * Refuses to be half a daemon.
     *
     * @throws DaemonException if this process is not detached as it should be; the launcher has been told
     */
    static void require(OwnState self, Mark mark, DaemonOptions options, Supervisor launcher) {
        String problem = problem(self, mark, options);
        if (problem != null) {
            String message = "the daemon came up half-detached: " + problem;
            if (!launcher.failed(EX_OSERR, message, null)) {
                System.err.println(ProgramName.of(options) + ": " + message);
            }
            throw new DaemonException(message);
        }
    }

    /**
     * What would make this process half a daemon: the steps that only the launcher could have taken.
     *
     * @return null if nothing does
     */
    private static @Nullable String problem(OwnState self, Mark mark, DaemonOptions options) {
        if (self.hasTerminal()) {
            return "its session " + self.sessionId() + " has a controlling terminal";
        }
        if (self.pid() == self.sessionId() && !mark.sessionLeader()) {
            return "it leads its session " + self.sessionId();
        }
        if (self.umask() >= 0 && self.umask() != options.umask()) {
            return "its umask is " + SystemText.mode(self.umask()) + ", not " + SystemText.mode(options.umask());
        }
        String user =
                userProblem(Integer.toUnsignedLong(self.uid()), Integer.toUnsignedLong(self.effectiveUid()), mark);
        String problem = user != null ? user : directoryProblem(mark, options);
        problem = problem != null ? problem : privilegesProblem(options);
        return problem != null || mark.sockets().all() == 0 ? problem : OwnSockets.problem(mark);
    }

    /** Asked only where there is something to see: it costs a file and a class. */
    private static @Nullable String privilegesProblem(DaemonOptions options) {
        if (options.capabilities().isEmpty() && !options.noNewPrivileges()) {
            return null;
        }
        try {
            return privilegesProblem(ThreadCredentials.ofMain(), options);
        } catch (IOException unreadable) {
            return "its privileges cannot be read: " + unreadable;
        }
    }

    static @Nullable String privilegesProblem(ThreadCredentials actual, DaemonOptions options) {
        if (options.noNewPrivileges() && !actual.noNewPrivileges()) {
            return "it can gain new privileges (NoNewPrivs is 0)";
        }
        Long asked = AskedCapabilities.of(options);
        if (asked == null) {
            return null;
        }
        return actual.permitted() == asked && actual.effective() == asked && actual.bounding() == asked
                ? null
                : "its capabilities are CapPrm " + Long.toHexString(actual.permitted()) + ", CapEff "
                        + Long.toHexString(actual.effective()) + ", CapBnd " + Long.toHexString(actual.bounding())
                        + ", not " + Long.toHexString(asked);
    }

    static @Nullable String userProblem(long uid, long effectiveUid, Mark mark) {
        if (mark.uid() < 0 || (uid == mark.uid() && effectiveUid == uid)) {
            return null;
        }
        return "it runs as uid " + uid + ", effective uid " + effectiveUid + ", not as uid " + mark.uid();
    }

    private static @Nullable String directoryProblem(Mark mark, DaemonOptions options) {
        Path asked = options.workingDirectory().orElse(null);
        if (asked == null) {
            return null;
        }
        try {
            Path actual = OwnProcess.workingDirectory();
            return LaunchDirectory.of(mark.directoryBytes()).leadsTo(asked, actual)
                    ? null
                    : "its working directory is " + actual + ", not " + asked;
        } catch (IOException unreadable) {
            return "its working directory cannot be read: " + unreadable;
        }
    }
}

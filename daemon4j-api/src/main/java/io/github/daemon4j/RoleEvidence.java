/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.Objects;

/**
 * Why a process has its {@link ProcessRole}: the numbers that decided, and a sentence that says it.
 *
 * @param role the role
 * @param kind how exactly
 * @param sessionLeader what became of the leader of the session
 * @param hangupIgnored whether the process ignores HUP, as {@code nohup} makes it. Looked at where nohup matters, in jobs of a
 *     terminal and in sessions whose leader is gone; {@code false} elsewhere, and if it may not be read:
 *     {@link ProcessInfo#ignoredSignals()} tells it of every process
 * @param explanation one sentence with the numbers
 */
public record RoleEvidence(
        ProcessRole role, Kind kind, SessionLeader sessionLeader, boolean hangupIgnored, String explanation) {

    /** Checks that nothing is {@code null}. */
    public RoleEvidence {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(sessionLeader, "sessionLeader");
        Objects.requireNonNull(explanation, "explanation");
    }

    /** How exactly a process has its role. */
    public enum Kind {
        /** Its group is the foreground group of its terminal. */
        FOREGROUND_JOB(ProcessRole.FOREGROUND),
        /** Its group is not the foreground group of its terminal, and it may run. */
        BACKGROUND_JOB(ProcessRole.BACKGROUND),
        /** As before, and stopped by a signal or a debugger. */
        STOPPED_JOB(ProcessRole.BACKGROUND),
        /** Leads a session without a terminal: a systemd service, {@code setsid -f}, sshd. May acquire a terminal by opening one. */
        SESSION_LEADER(ProcessRole.DAEMON),
        /**
         * In the session and group of a leader that has ended: the classic second fork; or below such a process, in the same
         * session. Cannot acquire a terminal.
         */
        DOUBLE_FORKED(ProcessRole.DAEMON),
        /**
         * Member of a session whose leader lives and has no terminal: a worker process, a step of a CI job, a command over
         * ssh without a terminal. Has no terminal, but did not detach itself.
         */
        SESSION_MEMBER(ProcessRole.DAEMON),
        /**
         * A job that outlived its terminal ({@code nohup … &}, then logout): in the session of a shell that has ended, with a
         * process group of its own; or below such a process, in the same session. Not a daemon by design: cwd, umask and descriptors are as the shell left them.
         */
        HUNG_UP_JOB(ProcessRole.DAEMON),
        /** Without a terminal; what became of its session's leader is not visible from here. */
        WITHOUT_TERMINAL(ProcessRole.DAEMON),
        /** Has ended, without a terminal: a zombie, whose parent has not asked for its exit status yet. */
        ZOMBIE(ProcessRole.UNKNOWN),
        /** A thread of the kernel. */
        KERNEL_THREAD(ProcessRole.KERNEL_THREAD),
        /** The numbers may not be read. */
        UNKNOWN(ProcessRole.UNKNOWN);

        private final ProcessRole role;

        Kind(ProcessRole role) {
            this.role = role;
        }

        /**
         * Returns the role of this kind.
         *
         * @return the role
         */
        public ProcessRole role() {
            return role;
        }
    }

    /** What became of the leader of a session: the process whose pid is the session's id. */
    public enum SessionLeader {
        /** The process leads its session itself. */
        SELF,
        /** The leader lives. */
        ALIVE,
        /** The leader has ended (or is a zombie). */
        GONE,
        /** The session is that of another pid namespace, or the leader may not be read, or there is no session. */
        UNKNOWN
    }
}

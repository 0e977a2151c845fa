/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.RoleFinding;
import org.jspecify.annotations.Nullable;

/**
 * What a process is to the terminal it belongs to. Decided from the kernel's own numbers (session, process group,
 * controlling terminal and that terminal's foreground group), never from names, titles or a parent pid of 1.
 *
 * @see ProcessInfo#roleEvidence()
 */
public enum ProcessRole {
    /** Has a controlling terminal, and its process group is that terminal's foreground group: {@code ps} prints {@code +}. */
    FOREGROUND,
    /** Has a controlling terminal whose foreground group is another one. Stopped jobs are background too. */
    BACKGROUND,
    /** Has no controlling terminal. {@link Evidence#kind()} says which of the four ways there it took. */
    DAEMON,
    /** A thread of the kernel itself. */
    KERNEL_THREAD,
    /**
     * The process exists, but its numbers cannot be read (a {@code /proc} mounted with {@code hidepid}); or it has ended, a
     * zombie without a terminal, and is a daemon no more.
     */
    UNKNOWN;

    /** Why a process has its role: the numbers that decided, and a sentence that says it. */
    public static final class Evidence {

        private final RoleFinding finding;

        Evidence(RoleFinding finding) {
            this.finding = finding;
        }

        /**
         * Returns the role.
         *
         * @return the role of {@link #kind()}
         */
        public ProcessRole role() {
            return finding.kind().role();
        }

        /**
         * Returns how exactly the process has its role.
         *
         * @return never {@code null}
         */
        public Kind kind() {
            return finding.kind();
        }

        /**
         * Returns what became of the leader of the session.
         *
         * @return never {@code null}
         */
        public SessionLeader sessionLeader() {
            return finding.sessionLeader();
        }

        /**
         * Returns whether the process ignores HUP, as {@code nohup} makes it. Looked at where nohup matters, in jobs of a
         * terminal and in sessions whose leader is gone. {@link ProcessInfo#signals()} tells it of every process.
         *
         * @return {@code true} if so; {@code false} if not, elsewhere, and if it cannot be read
         */
        public boolean hangupIgnored() {
            return finding.hangupIgnored();
        }

        /**
         * Says the role and its reason.
         *
         * @return one sentence with the numbers
         */
        public String explanation() {
            return finding.explanation();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Evidence evidence && finding.equals(evidence.finding));
        }

        @Override
        public int hashCode() {
            return finding.hashCode();
        }

        /** The {@link #explanation()}. */
        @Override
        public String toString() {
            return finding.explanation();
        }
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
        /** The numbers cannot be read. */
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
        /** The session is that of another pid namespace, or the leader cannot be read, or there is no session. */
        UNKNOWN
    }
}

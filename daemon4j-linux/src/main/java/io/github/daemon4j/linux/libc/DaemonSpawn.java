/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native step: one call that forks, leaves the session, forks again and executes the daemon.
 *
 * <p>The intermediate process is a {@link ChildProgram}: {@code setsid}, {@code umask}, priority, limits and identity, then
 * {@code posix_spawn(3)} of the daemon, then {@code _exit}. The daemon is therefore a member of a session whose leader is
 * gone: it has no controlling terminal and, leading no session, cannot acquire one, although the JDK opens files without
 * {@code O_NOCTTY}. {@code posix_spawn} writes the daemon's pid straight into this process's memory.
 *
 * <p>Where no such child can be had, the daemon is spawned once and leads its session.
 */
public final class DaemonSpawn {

    /** The first number of a descriptor that is no standard stream. */
    static final int FIRST_PASSED = 3;

    /** Stands for {@code /dev/null} as the standard input. */
    public static final int NO_INPUT = -1;

    /** What to start, and in which state. Every byte array is passed as it is; none contains a NUL. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Request(
            byte[] executable,
            List<byte[]> arguments,
            List<byte[]> environment,
            byte @Nullable [] workingDirectory,
            int umask,
            int standardInput,
            int standardOutput,
            int standardError,
            List<Passed> inherited,
            Privileges privileges) {}

    /**
     * What the daemon may do, where that is not what this process may.
     *
     * @param capabilities the only ones that it has, bit by bit as in {@code /proc/PID/status}; null if they are left alone
     */
    public record Privileges(
            @Nullable Identity identity,
            @Nullable Integer nice,
            List<Limit> limits,
            @Nullable Long capabilities,
            boolean noNewPrivileges) {

        /** Those of this process. */
        public static final Privileges UNCHANGED = new Privileges(null, null, List.of(), null, false);
    }

    /**
     * A limit of resources, soft and hard.
     *
     * @param resource the number of getrlimit(2)
     * @param name its name there, without {@code RLIMIT_}
     * @param value as an unsigned number: -1 is RLIM_INFINITY
     */
    public record Limit(int resource, String name, long value) {}

    /**
     * A descriptor of this process that the daemon gets.
     *
     * @param source its number here
     * @param number its number in the daemon, 3 or more
     */
    public record Passed(int source, int number) {}

    /**
     * User, group and supplementary groups of the daemon.
     *
     * @param groups each a {@code gid_t}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Identity(long uid, long gid, int[] groups) {

        /** @throws IllegalArgumentException if one is no id: cut to 32 bits it would be somebody else's, or nobody's */
        public Identity {
            if (!IdNumber.isId(uid) || !IdNumber.isId(gid)) {
                throw new IllegalArgumentException(
                        "an id is a number from 0 to 4294967294, but this is uid " + uid + ", gid " + gid);
            }
        }
    }

    private DaemonSpawn() {}

    /**
     * Whether a daemon made here leads no session, because it can be forked twice.
     *
     * @throws ErrnoException if that cannot be found out, because no child can be made
     */
    public static boolean leavesSession() throws ErrnoException {
        return ChildProgram.obstacle() == null;
    }

    /**
     * Finds out whether a daemon can be given these privileges. Starts nothing.
     *
     * @throws ErrnoException if not
     */
    public static void rehearse(Privileges privileges) throws ErrnoException {
        String obstacle = ChildProgram.obstacle();
        if (obstacle == null) {
            Rehearsal.of(privileges);
        } else {
            SessionLeaderSpawn.check(privileges, obstacle);
        }
    }

    /**
     * Starts a program as a daemon.
     *
     * <p>Descriptors 0, 1 and 2 are what the request says, those of {@code request.inherited()} have the
     * numbers it gives them, and every other one is closed.
     *
     * @return the daemon's pid; it is a child of this process if it adopts orphans, and init's otherwise
     * @throws ErrnoException if the program could not be executed, or this process may not become what was asked for; then
     *     nothing was started
     * @throws IllegalArgumentException if the numbers of the descriptors are in each other's way
     */
    public static int spawn(Request request) throws ErrnoException {
        String obstacle = ChildProgram.obstacle();
        return obstacle == null
                ? SessionMemberSpawn.spawn(request, PosixSpawn.hasCloseFrom())
                : SessionLeaderSpawn.spawn(request, PosixSpawn.hasCloseFrom(), obstacle);
    }
}

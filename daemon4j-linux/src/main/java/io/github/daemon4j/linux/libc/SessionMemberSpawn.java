/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Request;
import org.jspecify.annotations.Nullable;

/** With {@link ChildProgram}: two forks, and a daemon that is a member of a session without a leader. */
final class SessionMemberSpawn {

    private SessionMemberSpawn() {}

    static int spawn(Request request, boolean closesFrom) throws ErrnoException {
        if (request.identity() != null) {
            IdentityChange.rehearse(request.identity());
        }
        if (request.nice() != null) {
            rehearse(request.nice());
        }
        try (PosixSpawn spawn = new PosixSpawn(request, (short) 0, closesFrom);
                Memory limit = new Memory(16);
                Memory groups = IdentityChange.groups(request.identity())) {
            ChildProgram program = new ChildProgram().call("setsid").call("umask", request.umask());
            if (request.nice() != null) {
                setNice(program, request.nice());
            }
            if (!request.coreDumps()) {
                limit.clear();
                program.call("setrlimit", SessionLeaderSpawn.RLIMIT_CORE, limit);
            }
            if (request.identity() != null) {
                IdentityChange.appendTo(program, request.identity(), groups);
            }
            spawn.appendTo(program);
            try {
                return spawn.pid(program.run());
            } catch (ErrnoException failure) {
                if (spawn.isDone()) {
                    return spawn.pid(new Errno(0)); // and then somebody killed the intermediate
                }
                requireWorkingDirectory(request, groups);
                throw failure;
            }
        }
    }

    /** Tries the change of priority in a child that does nothing else; its errno is all there is to be seen. */
    private static void rehearse(int nice) throws ErrnoException {
        Errno left = setNice(new ChildProgram(), nice).run();
        if (left.number() != 0) {
            throw new ErrnoException(SessionLeaderSpawn.settingNice(nice), left);
        }
    }

    private static ChildProgram setNice(ChildProgram program, int nice) {
        return program.call("setpriority", SessionLeaderSpawn.PRIO_PROCESS, 0, nice);
    }

    /** {@code posix_spawn} does not tell which step failed: tries to enter the directory, as the daemon's user. */
    private static void requireWorkingDirectory(Request request, @Nullable Memory groups) throws ErrnoException {
        if (request.workingDirectory() == null) {
            return;
        }
        try (Memory directory = CStrings.of(request.workingDirectory())) {
            ChildProgram program = new ChildProgram();
            if (request.identity() != null) {
                IdentityChange.appendTo(program, request.identity(), groups);
            }
            Errno left = program.call("chdir", directory).run();
            if (left.number() != 0) {
                String user = request.identity() == null
                        ? ""
                        : " as uid " + request.identity().uid();
                throw new ErrnoException("chdir(" + SystemText.shown(request.workingDirectory()) + ")" + user, left);
            }
        }
    }
}

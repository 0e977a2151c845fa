/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import io.github.daemon4j.linux.libc.DaemonSpawn.Request;
import java.util.List;

/** With {@link ChildProgram}: two forks, and a daemon that is a member of a session without a leader. */
final class SessionMemberSpawn {

    private SessionMemberSpawn() {}

    static int spawn(Request request, boolean closesFrom) throws ErrnoException {
        List<Step> steps = Rehearsal.of(request.privileges());
        try (PosixSpawn spawn = new PosixSpawn(request, (short) 0, closesFrom);
                Step.Laid laid = new Step.Laid()) {
            ChildProgram program = new ChildProgram().call("setsid").call("umask", request.umask());
            laid.append(steps, program);
            spawn.appendTo(program);
            try {
                return spawn.pid(program.run());
            } catch (ErrnoException failure) {
                if (spawn.isDone()) {
                    return spawn.pid(new Errno(0)); // and then somebody killed the intermediate
                }
                requireWorkingDirectory(request, steps);
                throw failure;
            }
        }
    }

    /** {@code posix_spawn} does not tell which step failed: tries to enter the directory, as the daemon's user. */
    private static void requireWorkingDirectory(Request request, List<Step> steps) throws ErrnoException {
        if (request.workingDirectory() == null) {
            return;
        }
        try (Memory directory = CStrings.of(request.workingDirectory());
                Step.Laid laid = new Step.Laid()) {
            Errno left = laid.append(steps, new ChildProgram())
                    .call("chdir", directory)
                    .run();
            if (left.number() != 0) {
                Privileges asked = request.privileges();
                String user = asked.identity() == null
                        ? ""
                        : " as uid " + asked.identity().uid();
                throw new ErrnoException("chdir(" + SystemText.shown(request.workingDirectory()) + ")" + user, left);
            }
        }
    }
}

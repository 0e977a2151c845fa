/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Limit;
import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import io.github.daemon4j.linux.libc.DaemonSpawn.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Without {@link ChildProgram}: one spawn, and a daemon that leads its session and is a child of this process. What it is to
 * inherit, this process has for a moment; user, group and capabilities stay.
 */
final class SessionLeaderSpawn {

    private static final short POSIX_SPAWN_SETSID = 0x80;

    private SessionLeaderSpawn() {}

    /** @param obstacle why it is done so, for what it cannot do */
    static int spawn(Request request, boolean closesFrom, String obstacle) throws ErrnoException {
        Privileges privileges = request.privileges();
        check(privileges, obstacle);
        try (PosixSpawn spawn = new PosixSpawn(request, POSIX_SPAWN_SETSID, closesFrom)) {
            int before = Libc.call("umask", request.umask());
            int pid;
            try {
                boolean ofThread = privileges.nice() != null || privileges.noNewPrivileges();
                pid = ofThread ? inThread(spawn, privileges) : spawn.call();
            } finally {
                Libc.call("umask", before);
            }
            limit(pid, privileges.limits());
            return pid;
        }
    }

    /** Refuses what only a child that runs no Java can give up. */
    static void check(Privileges privileges, String obstacle) throws ErrnoException {
        if (privileges.identity() != null) {
            throw new ErrnoException("changing user or group " + obstacle + ",", Errno.ENOSYS);
        }
        if (privileges.capabilities() != null) {
            throw new ErrnoException("changing capabilities " + obstacle + ",", Errno.ENOSYS);
        }
        ResourceLimits.check(privileges.limits());
    }

    /**
     * In a thread that ends with it. On Linux a nice value is a thread's, setpriority(2) under "C library/kernel
     * differences", and so is no_new_privs, and the thread's children inherit them; so nothing has to be set back, which
     * takes a privilege or cannot be done.
     */
    private static int inThread(PosixSpawn spawn, Privileges privileges) throws ErrnoException {
        Spawner spawner = new Spawner(spawn, privileges);
        spawner.start();
        boolean interrupted = false;
        while (spawner.isAlive()) {
            try {
                spawner.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (spawner.failure != null) {
            throw spawner.failure;
        }
        return spawner.pid;
    }

    private static final class Spawner extends Thread {

        private final PosixSpawn spawn;
        private final Privileges privileges;
        private volatile int pid;
        private volatile @Nullable ErrnoException failure;

        Spawner(PosixSpawn spawn, Privileges privileges) {
            super("daemon4j spawns");
            this.spawn = spawn;
            this.privileges = privileges;
        }

        @Override
        public void run() {
            try {
                Integer nice = privileges.nice();
                if (nice != null) {
                    Libc.call("setpriority", PrivilegeSteps.settingNice(nice), new Object[] {
                        PrivilegeSteps.PRIO_PROCESS, 0, (int) nice
                    });
                }
                if (privileges.noNewPrivileges()) {
                    Libc.call("prctl", PrivilegeSteps.PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
                }
                pid = spawn.call();
            } catch (ErrnoException refused) {
                failure = refused;
            }
        }
    }

    /**
     * {@code prlimit(pid, resource, limit, NULL)}: from outside, because a hard limit that this process gave up for a moment
     * would be gone for good. What the daemon does in its first microseconds is not covered.
     */
    private static void limit(int pid, List<Limit> limits) throws ErrnoException {
        for (Limit limit : limits) {
            try (Memory both = new Memory(16)) {
                both.write(0, ResourceLimits.rlimit(limit), 0, 2);
                Libc.call("prlimit", ResourceLimits.setting(limit), new Object[] {pid, limit.resource(), both, null});
            } catch (ErrnoException failure) {
                ChildProcesses.kill(pid, failure);
                throw failure;
            }
        }
    }
}

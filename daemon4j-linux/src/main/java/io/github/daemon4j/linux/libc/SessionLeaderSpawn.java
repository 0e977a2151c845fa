/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Request;
import org.jspecify.annotations.Nullable;

/**
 * Without {@link ChildProgram}: one spawn, and a daemon that leads its session and is a child of this process. What it is to
 * inherit, this process has for a moment; user and group stay.
 */
final class SessionLeaderSpawn {

    private static final short POSIX_SPAWN_SETSID = 0x80;

    /** {@code include/uapi/linux/resource.h}. */
    static final int PRIO_PROCESS = 0;

    /** {@code include/uapi/asm-generic/resource.h}. */
    static final int RLIMIT_CORE = 4;

    private SessionLeaderSpawn() {}

    /** @param obstacle why it is done so, for what it cannot do */
    static int spawn(Request request, boolean closesFrom, String obstacle) throws ErrnoException {
        if (request.identity() != null) {
            throw new ErrnoException("changing user or group " + obstacle + ",", Errno.ENOSYS);
        }
        try (PosixSpawn spawn = new PosixSpawn(request, POSIX_SPAWN_SETSID, closesFrom)) {
            int before = Libc.call("umask", request.umask());
            int pid;
            try {
                pid = request.nice() == null ? spawn.call() : withNice(spawn, request.nice());
            } finally {
                Libc.call("umask", before);
            }
            if (!request.coreDumps()) {
                forbidCoreDumps(pid);
            }
            return pid;
        }
    }

    static String settingNice(int nice) {
        return "setting nice to " + nice + " (setpriority), for which CAP_SYS_NICE or a higher RLIMIT_NICE is needed,";
    }

    /**
     * In a thread that ends with it. On Linux a nice value is a thread's, setpriority(2) under "C library/kernel
     * differences", and its children inherit it; so nothing has to be set back, which takes a privilege.
     */
    private static int withNice(PosixSpawn spawn, int nice) throws ErrnoException {
        Spawner spawner = new Spawner(spawn, nice);
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
        private final int nice;
        private volatile int pid;
        private volatile @Nullable ErrnoException failure;

        Spawner(PosixSpawn spawn, int nice) {
            super("daemon4j spawns");
            this.spawn = spawn;
            this.nice = nice;
        }

        @Override
        public void run() {
            try {
                Libc.call("setpriority", settingNice(nice), new Object[] {PRIO_PROCESS, 0, nice});
                pid = spawn.call();
            } catch (ErrnoException refused) {
                failure = refused;
            }
        }
    }

    /**
     * {@code prlimit(pid, RLIMIT_CORE, {0, 0}, NULL)}: from outside, because a hard limit that this process gave up for a
     * moment would be gone for good. What the daemon does in its first microseconds is not covered.
     */
    private static void forbidCoreDumps(int pid) throws ErrnoException {
        try (Memory limit = new Memory(16)) {
            limit.clear();
            Libc.call("prlimit", pid, RLIMIT_CORE, limit, null);
        } catch (ErrnoException failure) {
            ChildProcesses.kill(pid, failure);
            throw failure;
        }
    }
}

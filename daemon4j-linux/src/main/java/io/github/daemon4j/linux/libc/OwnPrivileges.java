/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;

/** What this running process gives up, in all its threads. */
public final class OwnPrivileges {

    private static final int RLIMIT_CORE = 4;

    private OwnPrivileges() {}

    /**
     * {@code setgroups}, {@code setresgid}, {@code setresuid}: those of the C library, which signal every thread to make the
     * call too, and keep new ones from being made meanwhile, nptl(7). The kernel's calls change one thread alone.
     */
    public static void become(Identity identity) throws ErrnoException {
        int[] groups = identity.groups();
        int gid = (int) identity.gid();
        int uid = (int) identity.uid();
        try (Memory memory = new Memory(4L * groups.length + 4)) {
            memory.write(0, groups, 0, groups.length);
            Libc.call("setgroups", (long) groups.length, memory);
        }
        Libc.call("setresgid", gid, gid, gid);
        Libc.call("setresuid", uid, uid, uid);
    }

    /** {@code setrlimit(RLIMIT_CORE, {0, 0})}. */
    public static void forbidCoreDumps() throws ErrnoException {
        try (Memory none = new Memory(16)) {
            none.clear();
            Libc.call("setrlimit", RLIMIT_CORE, none);
        }
    }

    /** {@code fchown}: gives a descriptor's file to somebody who would open it again through {@code /proc/self/fd}. */
    public static void give(int descriptor, Identity identity) throws ErrnoException {
        Libc.call("fchown", descriptor, (int) identity.uid(), (int) identity.gid());
    }
}

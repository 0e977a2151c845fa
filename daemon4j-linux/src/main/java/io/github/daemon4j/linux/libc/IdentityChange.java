/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Becoming another user for good: groups, then the group, then the user, in a {@link ChildProgram}. */
final class IdentityChange {

    private IdentityChange() {}

    /**
     * Tries the change in a child that does nothing else, and reads back what the child became, because the calls of a
     * {@link ChildProgram} cannot branch: a program must never be executed as root because {@code setuid} was refused, or
     * was given a number of which the kernel sees 32 bits.
     */
    static void rehearse(Identity identity) throws ErrnoException {
        int count = identity.groups().length;
        try (Memory groups = groups(identity);
                Memory ids = new Memory(24);
                Memory seen = new Memory(4L * (count + 1))) {
            ids.clear();
            seen.clear();
            ChildProgram program = new ChildProgram();
            appendTo(program, identity, groups);
            program.call("getresuid", ids, ids.share(4), ids.share(8))
                    .call("getresgid", ids.share(12), ids.share(16), ids.share(20))
                    .call("getgroups", count + 1, seen);
            Errno left = program.run();
            if (!became(identity.uid(), identity.gid(), ids.getIntArray(0, 6))
                    || !sameGroups(identity.groups(), seen.getIntArray(0, count + 1))) {
                throw new ErrnoException(
                        "becoming uid " + identity.uid() + ", gid " + identity.gid()
                                + " (setgroups, setresgid, setresuid)",
                        left.number() != 0 ? left : Errno.EPERM);
            }
        }
    }

    /** Whether real, effective and saved user id, then the same of the group, are those asked for, to the last bit. */
    static boolean became(long uid, long gid, int[] ids) {
        boolean became = true;
        for (int i = 0; i < 3; i++) {
            became &= IdNumber.of(ids[i]) == uid && IdNumber.of(ids[3 + i]) == gid;
        }
        return became;
    }

    private static boolean sameGroups(int[] asked, int[] seen) {
        int[] expected = asked.clone();
        int[] actual = Arrays.copyOf(seen, asked.length);
        Arrays.sort(expected);
        Arrays.sort(actual);
        return Arrays.equals(expected, actual) && seen[asked.length] == 0;
    }

    /** Raw system calls: glibc's wrappers signal every thread that shares the memory, and those are the JVM's. */
    static void appendTo(ChildProgram program, Identity identity, @Nullable Memory groups) {
        int count = identity.groups().length;
        long uid = identity.uid();
        long gid = identity.gid();
        program.call("syscall", Syscall.SETGROUPS.number(), count, groups == null ? (Object) 0L : groups)
                .call("syscall", Syscall.SETRESGID.number(), gid, gid, gid)
                .call("syscall", Syscall.SETRESUID.number(), uid, uid, uid);
    }

    static @Nullable Memory groups(Identity identity) {
        if (identity.groups().length == 0) {
            return null;
        }
        Memory memory = new Memory(4L * identity.groups().length);
        memory.write(0, identity.groups(), 0, identity.groups().length);
        return memory;
    }
}

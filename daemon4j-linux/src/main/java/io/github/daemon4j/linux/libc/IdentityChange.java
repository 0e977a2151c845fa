/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import java.util.Arrays;
import java.util.List;

/** Whether becoming another user for good is what it looks like. */
final class IdentityChange {

    private IdentityChange() {}

    /**
     * Reads back what a child becomes by these steps: the kernel sees 32 bits of each id, and what was given a wrong number has
     * not failed.
     */
    static void rehearse(Identity identity, List<Step> steps) throws ErrnoException {
        int count = identity.groups().length;
        try (Step.Laid laid = new Step.Laid();
                Memory ids = new Memory(24);
                Memory seen = new Memory(4L * (count + 1))) {
            ids.clear();
            seen.clear();
            Errno left = laid.append(steps, new ChildProgram())
                    .call("getresuid", ids, ids.share(4), ids.share(8))
                    .call("getresgid", ids.share(12), ids.share(16), ids.share(20))
                    .call("getgroups", count + 1, seen)
                    .run();
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
}

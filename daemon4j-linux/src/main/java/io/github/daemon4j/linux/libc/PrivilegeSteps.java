/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.DaemonSpawn.Limit;
import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import java.util.ArrayList;
import java.util.List;

/**
 * Which calls make a process one with other privileges, and in which order: what takes a privilege before it is given up, the
 * groups before the user who may no longer change them, and last what nobody can take back. capabilities(7), prctl(2).
 *
 * <p>The ids are changed by raw system calls: glibc's wrappers signal every thread that shares the memory, and those are the
 * JVM's. Everything else here is one thread's, or one process's, in the wrapper too.
 */
final class PrivilegeSteps {

    static final int PRIO_PROCESS = 0;

    private static final int PR_SET_KEEPCAPS = 8;
    static final int PR_CAPBSET_READ = 23;
    private static final int PR_CAPBSET_DROP = 24;
    static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_RAISE = 2;
    private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;

    private final List<Step> steps = new ArrayList<>();

    private PrivilegeSteps() {}

    /**
     * The calls.
     *
     * @param bounding the bounding set as it is
     */
    static List<Step> of(Privileges asked, long bounding) {
        PrivilegeSteps all = new PrivilegeSteps();
        Long kept = asked.capabilities();
        if (asked.nice() != null) {
            all.nice(asked.nice());
        }
        for (Limit limit : asked.limits()) {
            all.limit(limit);
        }
        if (kept != null) {
            all.bound(bounding & ~kept);
        }
        if (asked.identity() != null) {
            if (kept != null && kept != 0) {
                all.keepPermitted();
            }
            all.become(asked.identity());
        }
        if (kept != null) {
            all.have(kept);
        }
        if (asked.noNewPrivileges()) {
            all.call("noNewPrivileges (PR_SET_NO_NEW_PRIVS)", "prctl", PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
        }
        return all.steps;
    }

    private void call(String tried, String function, Object... arguments) {
        steps.add(Step.call(tried, function, arguments));
    }

    private void nice(int nice) {
        call(settingNice(nice), "setpriority", PRIO_PROCESS, 0, nice);
    }

    static String settingNice(int nice) {
        return "setting nice to " + nice + " (setpriority), for which CAP_SYS_NICE or a higher RLIMIT_NICE is needed,";
    }

    private void limit(Limit limit) {
        call(ResourceLimits.setting(limit), "setrlimit", limit.resource(), ResourceLimits.rlimit(limit));
    }

    /** While it can: CAP_SETPCAP goes with root. */
    private void bound(long dropped) {
        for (int number = 0; number < Long.SIZE; number++) {
            if ((dropped >>> number & 1) != 0) {
                String name = CapabilitySets.name(number);
                call(
                        "taking " + name
                                + " out of the bounding set (PR_CAPBSET_DROP), for which CAP_SETPCAP is needed,",
                        "prctl",
                        PR_CAPBSET_DROP,
                        (long) number,
                        0L,
                        0L,
                        0L);
            }
        }
    }

    /** Over the change of the user, which would clear the permitted set; the effective and ambient ones it clears all the same. */
    private void keepPermitted() {
        call(
                "keeping capabilities over a change of the user (PR_SET_KEEPCAPS)",
                "prctl",
                PR_SET_KEEPCAPS,
                1L,
                0L,
                0L,
                0L);
    }

    private void become(Identity identity) {
        long uid = identity.uid();
        long gid = identity.gid();
        int[] groups = identity.groups();
        String who = "becoming uid " + uid + ", gid " + gid;
        call(who + " (setgroups)", "syscall", Syscall.SETGROUPS.number(), groups.length, groups);
        call(who + " (setresgid)", "syscall", Syscall.SETRESGID.number(), gid, gid, gid);
        call(who + " (setresuid)", "syscall", Syscall.SETRESUID.number(), uid, uid, uid);
    }

    /** What is ambient has to be permitted and inheritable first, and is both after execve(2) of a file without a bit. */
    private void have(long kept) {
        call(
                "clearing the ambient set (PR_CAP_AMBIENT)",
                "prctl",
                PR_CAP_AMBIENT,
                (long) PR_CAP_AMBIENT_CLEAR_ALL,
                0L,
                0L,
                0L);
        call(
                "having " + CapabilitySets.names(kept) + " only (capset)",
                "capset",
                CapabilitySets.header(),
                CapabilitySets.data(kept));
        for (int number = 0; number < Long.SIZE; number++) {
            if ((kept >>> number & 1) != 0) {
                call(
                        "keeping " + CapabilitySets.name(number) + " over execve (PR_CAP_AMBIENT_RAISE)",
                        "prctl",
                        PR_CAP_AMBIENT,
                        (long) PR_CAP_AMBIENT_RAISE,
                        (long) number,
                        0L,
                        0L);
            }
        }
    }
}

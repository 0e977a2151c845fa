/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits of resources, getrlimit(2): {@code struct rlimit} is two words of 64 bits, the soft and the hard limit. */
final class ResourceLimits {

    private static final int NOFILE = 7;
    private static final int SYS_RESOURCE = 24;

    private ResourceLimits() {}

    static long[] rlimit(Limit limit) {
        return new long[] {limit.value(), limit.value()};
    }

    static String setting(Limit limit) {
        return what(limit) + (limit.resource() == NOFILE ? ", which cannot exceed /proc/sys/fs/nr_open," : "");
    }

    private static String what(Limit limit) {
        return "setting the limit " + limit.name() + " to " + shown(limit.value()) + " (setrlimit)";
    }

    static String shown(long value) {
        return value == -1 ? "unlimited" : Long.toUnsignedString(value);
    }

    /** Says so if a limit is above what this process may set. */
    static void check(List<Limit> limits) throws ErrnoException {
        for (Limit limit : limits) {
            long hard = ownHard(limit.resource());
            String refusal = isWithin(limit, hard) ? null : refusal(limit, hard, CapabilitySets.own());
            if (refusal != null) {
                throw new ErrnoException(refusal, Errno.EPERM);
            }
        }
    }

    private static boolean isWithin(Limit limit, long hard) {
        return Long.compareUnsigned(limit.value(), hard) <= 0;
    }

    private static long ownHard(int resource) throws ErrnoException {
        try (Memory own = new Memory(16)) {
            Libc.call("getrlimit", resource, own);
            return own.getLong(8);
        }
    }

    /**
     * Why a limit cannot be set.
     *
     * @param hard the hard limit of this process
     * @return what fails; null if nothing does
     */
    static @Nullable String refusal(Limit limit, long hard, CapabilitySets own) {
        boolean allowed = isWithin(limit, hard) || (own.effective() >>> SYS_RESOURCE & 1) != 0;
        return allowed
                ? null
                : what(limit) + " above this process's hard limit " + shown(hard)
                        + ", for which CAP_SYS_RESOURCE is needed:"
                        + " start it as root, or raise the limit before (limits.conf(5), LimitNOFILE= and its like in systemd.exec(5)),";
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.Credentials;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities of the calling thread, whose children inherit them. Bit n is capability number n.
 *
 * @param effective what the kernel checks
 * @param permitted what may be made effective
 * @param bounding the most that an execve(2) can give
 */
record CapabilitySets(long effective, long permitted, long bounding) {

    /** _LINUX_CAPABILITY_VERSION_3. */
    private static final int VERSION = 0x20080522;

    private static final int SETPCAP = 8;

    static CapabilitySets own() throws ErrnoException {
        try (Memory header = new Memory(8);
                Memory data = new Memory(24)) {
            header.write(0, header(), 0, 2);
            Libc.call("capget", header, data);
            int[] sets = data.getIntArray(0, 6);
            return new CapabilitySets(join(sets[0], sets[3]), join(sets[1], sets[4]), ownBounding());
        }
    }

    private static long ownBounding() {
        long bounding = 0;
        for (int number = 0; number < Long.SIZE; number++) {
            Object[] read = {PrivilegeSteps.PR_CAPBSET_READ, (long) number, 0L, 0L, 0L};
            int set = Libc.function("prctl").invokeInt(read);
            if (set < 0) {
                break; // above the last one that this kernel knows
            }
            bounding |= (long) set << number;
        }
        return bounding;
    }

    /** {@code struct __user_cap_header_struct}, of the calling thread. */
    static int[] header() {
        return new int[] {VERSION, 0};
    }

    /** {@code struct __user_cap_data_struct[2]}: effective, permitted, inheritable, each 32 bits at a time. */
    static int[] data(long all) {
        int low = (int) all;
        int high = (int) (all >>> 32);
        return new int[] {low, low, low, high, high, high};
    }

    private static long join(int low, int high) {
        return Integer.toUnsignedLong(high) << 32 | Integer.toUnsignedLong(low);
    }

    /**
     * Why a daemon cannot have these and no others.
     *
     * @return what fails; null if nothing does
     */
    @Nullable
    String refusal(long kept) {
        if ((kept & ~permitted) != 0) {
            return "keeping " + names(kept & ~permitted) + ", which this process is not permitted itself (CapPrm in"
                    + " /proc/self/status): start it as root, or by systemd with AmbientCapabilities=,";
        }
        if ((kept & ~bounding) != 0) {
            return "keeping " + names(kept & ~bounding)
                    + ", which is not in the bounding set (CapBnd in /proc/self/status):"
                    + " a container or CapabilityBoundingSet= has taken it out,";
        }
        if ((bounding & ~kept) != 0 && (effective >>> SETPCAP & 1) == 0) {
            return "reducing the bounding set to " + names(kept)
                    + ", for which CAP_SETPCAP is needed: start it as root, or leave" + " capabilities(..) out,";
        }
        return null;
    }

    /** CAP_NET_BIND_SERVICE, or CAP_63 for a number without a name here. */
    static String name(int number) {
        return names(1L << number);
    }

    /** The names in a set, for people. */
    static String names(long set) {
        String names = String.join(", ", Credentials.Capabilities.names(set));
        return names.isEmpty() ? "no capability" : names.toUpperCase(Locale.ROOT);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.ArrayList;
import java.util.List;

/**
 * The capability sets of a process, see {@code capabilities(7)}. Bit {@code n} is capability number {@code n}.
 *
 * @param inheritable kept across an exec if the file allows it
 * @param permitted what may be made effective
 * @param effective what the kernel checks
 * @param bounding the most an exec can give
 * @param ambient kept across an exec of any file (Linux 4.3)
 */
public record Capabilities(long inheritable, long permitted, long effective, long bounding, long ambient) {

    // include/uapi/linux/capability.h, in the order of their numbers
    private static final String[] NAMES = {
        "chown",
        "dac_override",
        "dac_read_search",
        "fowner",
        "fsetid",
        "kill",
        "setgid",
        "setuid",
        "setpcap",
        "linux_immutable",
        "net_bind_service",
        "net_broadcast",
        "net_admin",
        "net_raw",
        "ipc_lock",
        "ipc_owner",
        "sys_module",
        "sys_rawio",
        "sys_chroot",
        "sys_ptrace",
        "sys_pacct",
        "sys_admin",
        "sys_boot",
        "sys_nice",
        "sys_resource",
        "sys_time",
        "sys_tty_config",
        "mknod",
        "lease",
        "audit_write",
        "audit_control",
        "setfcap",
        "mac_override",
        "mac_admin",
        "syslog",
        "wake_alarm",
        "block_suspend",
        "audit_read",
        "perfmon",
        "bpf",
        "checkpoint_restore"
    };

    /**
     * Returns whether a capability is effective.
     *
     * @param name {@code CAP_NET_BIND_SERVICE} or {@code net_bind_service}, in any case
     * @return {@code true} if the kernel grants it; {@code false} for names it does not know
     */
    public boolean has(String name) {
        String plain = name.regionMatches(true, 0, "CAP_", 0, 4) ? name.substring(4) : name;
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equalsIgnoreCase(plain)) {
                return (effective >>> i & 1) != 0;
            }
        }
        return false;
    }

    /**
     * Returns the names in one of the sets.
     *
     * @param set one of the five values of this record
     * @return {@code cap_chown} and so on, in the order of their numbers; {@code cap_63} for a number without a name here
     */
    public static List<String> names(long set) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Long.SIZE; i++) {
            if ((set >>> i & 1) != 0) {
                names.add("cap_" + (i < NAMES.length ? NAMES[i] : Integer.toString(i)));
            }
        }
        return names;
    }
}

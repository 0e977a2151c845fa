/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonOptions.Capability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a unit forbids its service, systemd.exec(5): all that a server does not do. */
final class UnitRestrictions {

    /** What is forbidden to every service, unless a capability is asked for that is for just that. */
    private static final Object[][] FORBIDDEN = {
        {"PrivateDevices=yes", Capability.MKNOD, Capability.SYS_RAWIO},
        {"ProtectClock=yes", Capability.SYS_TIME, Capability.WAKE_ALARM},
        {"ProtectControlGroups=yes"},
        {"ProtectHostname=yes"},
        {"ProtectKernelLogs=yes", Capability.SYSLOG},
        {"ProtectKernelModules=yes", Capability.SYS_MODULE},
        {"ProtectKernelTunables=yes"},
        {"ProtectProc=invisible"},
        {"RemoveIPC=yes"},
    };

    /** Filters of system calls, which need no right that the manager of a user lacks. */
    private static final String[] FILTERS = {
        "LockPersonality=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "RestrictNamespaces=yes",
        "RestrictRealtime=yes",
        "RestrictSUIDSGID=yes",
        "SystemCallArchitectures=native",
        "SystemCallErrorNumber=EPERM",
        "SystemCallFilter=@system-service",
        "# No MemoryDenyWriteExecute=: a JVM compiles what it runs.",
    };

    private UnitRestrictions() {}

    /** The lines. */
    static List<String> of(DaemonOptions options, boolean user) {
        List<String> lines = new ArrayList<>(List.of("NoNewPrivileges=yes"));
        if (!user) {
            Set<Capability> asked = options.capabilities().orElse(Set.of());
            String capabilities = names(asked);
            lines.add("CapabilityBoundingSet=" + capabilities);
            if (!asked.isEmpty()) {
                lines.add("AmbientCapabilities=" + capabilities);
            }
            for (Object[] forbidden : FORBIDDEN) {
                if (!needsOneOf(forbidden, asked)) {
                    lines.add((String) forbidden[0]);
                }
            }
        }
        Collections.addAll(lines, FILTERS);
        return lines;
    }

    private static boolean needsOneOf(Object[] forbidden, Set<Capability> asked) {
        for (Object each : forbidden) {
            if (each instanceof Capability capability && asked.contains(capability)) {
                return true;
            }
        }
        return false;
    }

    private static String names(Set<Capability> capabilities) {
        StringBuilder names = new StringBuilder();
        for (Capability capability : capabilities) {
            names.append(names.length() == 0 ? "CAP_" : " CAP_").append(capability);
        }
        return names.toString();
    }
}

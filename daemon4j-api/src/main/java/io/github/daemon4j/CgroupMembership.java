/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.List;
import java.util.Objects;

/**
 * The place of a process in one hierarchy of control groups, see {@code cgroups(7)}.
 *
 * @param hierarchy the number of the hierarchy; 0 is the unified one (version 2)
 * @param controllers its controllers (version 1); {@code name=systemd} for a named hierarchy; empty for version 2
 * @param path the group, seen from the reader's own cgroup namespace: {@code /system.slice/nginx.service}; of one that was
 *     removed too, without the kernel's {@code " (deleted)"}
 */
public record CgroupMembership(int hierarchy, List<String> controllers, String path) {

    /** Takes a copy of the list and checks that nothing is {@code null}. */
    public CgroupMembership {
        controllers = List.copyOf(controllers);
        Objects.requireNonNull(path, "path");
    }

    /**
     * Returns whether this is the unified hierarchy.
     *
     * @return {@code true} for cgroup version 2
     */
    public boolean isUnified() {
        return hierarchy == 0;
    }
}

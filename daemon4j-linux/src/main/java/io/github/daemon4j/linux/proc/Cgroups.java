/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo.Cgroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /proc/PID/cgroup}: lines {@code number:controllers:path}, see {@code cgroups(7)}. */
final class Cgroups {

    private static final String[] UNITS = {
        ".service", ".scope", ".socket", ".mount", ".swap",
    };

    /** The kernel's mark behind a path of version 2 whose group was removed before the process, a zombie, was reaped. */
    private static final String DELETED = " (deleted)";

    private Cgroups() {}

    static List<Cgroup> parse(byte[] bytes, int end) {
        List<Cgroup> found = new ArrayList<>();
        Text text = new Text(bytes, 0, end);
        while (!text.atEnd()) {
            Text line = text.line();
            if (line.atDigit()) {
                int hierarchy = (int) line.number();
                line.until(':');
                String controllers = line.until(':');
                String path = line.rest();
                found.add(new Cgroup(
                        hierarchy,
                        controllers.isEmpty() ? List.of() : List.of(controllers.split(",", -1)),
                        hierarchy == 0 && path.endsWith(DELETED)
                                ? path.substring(0, path.length() - DELETED.length())
                                : path));
            }
        }
        return List.copyOf(found);
    }

    static @Nullable String main(List<Cgroup> cgroups) {
        String unified = null;
        for (Cgroup cgroup : cgroups) {
            if (cgroup.controllers().contains("name=systemd")) {
                return cgroup.path(); // version 1 or hybrid: systemd keeps its units here
            }
            if (cgroup.isUnified()) {
                unified = cgroup.path();
            }
        }
        return unified;
    }

    /** The last component that names a unit; what follows it are groups the unit made itself. */
    static @Nullable String unit(String path) {
        String found = null;
        for (String component : path.split("/", -1)) {
            for (String suffix : UNITS) {
                if (component.length() > suffix.length() && component.endsWith(suffix)) {
                    found = component;
                }
            }
        }
        return found;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import org.jspecify.annotations.Nullable;

/**
 * Where systemd has put a process, from the path of its control group: below slices a unit, and below the unit of a user
 * manager slices and a unit of that one's again. systemd.slice(5), and cg_path_get_unit of systemd's cgroup-util.c.
 *
 * @param unit the unit; null if there is none, as in most containers
 * @param userUnit the unit of the user manager's, if {@code unit} is one; null if it is not, or only begins to run
 * @param uid the user whose session or manager it is; -1 if it is neither
 */
record ControlGroupPath(@Nullable String unit, @Nullable String userUnit, long uid) {

    private static final String MANAGER = "user@";
    private static final String USERS_SLICE = "user-";
    private static final String NAMED = ":name=systemd:";
    private static final String UNIFIED = "0::";

    /** Where /proc/PID/cgroup has no line of systemd's. */
    static final ControlGroupPath NONE = new ControlGroupPath(null, null, -1);

    /**
     * Reads it. systemd has the unified hierarchy, or one of its own that is named so beside those of version 1. Where both are,
     * the one that it does not use is empty: so it is in a container of the one kind on a host of the other.
     *
     * @param lines those of /proc/PID/cgroup
     */
    static ControlGroupPath of(Iterable<String> lines) {
        ControlGroupPath named = NONE;
        ControlGroupPath unified = NONE;
        for (String line : lines) {
            int at = line.indexOf(NAMED);
            if (at >= 0) {
                named = parse(line.substring(at + NAMED.length()));
            } else if (line.startsWith(UNIFIED)) {
                unified = parse(line.substring(UNIFIED.length()));
            }
        }
        return named.unit == null ? unified : named;
    }

    private static ControlGroupPath parse(String path) {
        if (path.startsWith("/..")) { // outside of this namespace
            return NONE;
        }
        String unit = null;
        long uid = -1;
        int from = 1;
        while (from < path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(from, end);
            from = end + 1;
            if (name.endsWith(".slice")) {
                uid = unit == null ? number(name, USERS_SLICE, ".slice", uid) : uid;
            } else if (unit == null) {
                unit = name;
                if (!isManager(unit)) {
                    return new ControlGroupPath(unit, null, isSession(unit) ? uid : -1);
                }
                uid = number(unit, MANAGER, ".service", uid);
            } else {
                return new ControlGroupPath(unit, name, uid);
            }
        }
        return unit == null ? NONE : new ControlGroupPath(unit, null, uid);
    }

    private static long number(String name, String before, String after, long otherwise) {
        if (!name.startsWith(before) || !name.endsWith(after)) {
            return otherwise;
        }
        try {
            return Long.parseLong(name.substring(before.length(), name.length() - after.length()));
        } catch (NumberFormatException another) {
            return otherwise;
        }
    }

    private static boolean isManager(String unit) {
        return unit.startsWith(MANAGER) && unit.endsWith(".service");
    }

    private static boolean isSession(String unit) {
        return unit.startsWith("session-") && unit.endsWith(".scope");
    }

    /** Whether it is the scope of a login session. */
    boolean isSession() {
        return unit != null && isSession(unit);
    }

    /** Whether it is below the manager of a user. */
    boolean isBelowManager() {
        return unit != null && isManager(unit);
    }

    /** The service it is in, the user manager itself not counted; null if it is in none. */
    @Nullable
    String service() {
        String innermost = isBelowManager() ? userUnit : unit;
        return innermost != null && innermost.endsWith(".service") ? innermost : null;
    }
}

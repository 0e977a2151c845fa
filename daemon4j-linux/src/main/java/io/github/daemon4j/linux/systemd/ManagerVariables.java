/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables by which systemd speaks to the one process that it has started. A daemon that believed them would
 * talk in another process's name, or take its descriptors for sockets. sd_notify(3), sd_listen_fds(3), systemd.exec(5).
 *
 * <p>What is said to all of a unit is not among them, such as {@code CREDENTIALS_DIRECTORY} and {@code STATE_DIRECTORY}.
 */
public final class ManagerVariables {

    /** Where sd_notify(3) sends to. */
    public static final String NOTIFY_SOCKET = "NOTIFY_SOCKET";

    private static final String[] NAMES = {
        NOTIFY_SOCKET,
        "WATCHDOG_PID",
        "WATCHDOG_USEC",
        "LISTEN_PID",
        "LISTEN_PIDFDID",
        "LISTEN_FDS",
        "LISTEN_FDNAMES",
        "FDSTORE",
        "SYSTEMD_EXEC_PID",
        "MANAGERPID",
        "MANAGERPIDFDID",
        "SYSTEMD_NSS_BYPASS_BUS",
        "SYSTEMD_NSS_DYNAMIC_BYPASS",
        "INVOCATION_ID",
        "JOURNAL_STREAM",
        "MAINPID",
        "PIDFILE"
    };

    private ManagerVariables() {}

    /** The names. */
    public static String[] names() {
        return NAMES.clone();
    }

    /** Whether a variable says that there are some: {@code FDSTORE}, {@code LISTEN_FDS}. */
    public static boolean isCount(@Nullable String value) {
        try {
            return value != null && Long.parseLong(value) > 0;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    /**
     * Which of them are in the environment of a process that the manager does not speak to.
     *
     * @param detached whether a launcher has started the process; if not, {@code SYSTEMD_EXEC_PID} tells, if it is there
     * @param set names that the process was given on purpose
     */
    public static List<String> foreign(
            Map<String, String> environment, long pid, boolean detached, Collection<String> set) {
        String started = environment.getOrDefault("SYSTEMD_EXEC_PID", "");
        boolean own = !detached && (started.isEmpty() || started.equals(Long.toString(pid)));
        List<String> foreign = new ArrayList<>();
        for (String name : NAMES) {
            if (!own && environment.containsKey(name) && !set.contains(name)) {
                foreign.add(name);
            }
        }
        return foreign;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.LaunchMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code detach()} is to do here, and why. Decided from what was set on purpose, never from {@code ppid == 1}. */
public record ModeDecision(LaunchMode mode, String why) {

    /** Overrides what would be found out; the options of the program override it. */
    public static final String VARIABLE = "DAEMON4J_MODE";

    /**
     * Decides.
     *
     * @param asked the mode of the options
     * @param environment the environment
     * @param pid this process
     * @param networkStdin whether descriptor 0 is a socket that has a peer or a name outside this process tree
     * @throws DaemonException if {@code DAEMON4J_MODE} names no mode
     */
    public static ModeDecision decide(
            Optional<LaunchMode> asked, Map<String, String> environment, long pid, boolean networkStdin) {
        if (asked.isPresent()) {
            return new ModeDecision(asked.get(), "the program asked for it (DaemonOptions.mode)");
        }
        String variable = environment.get(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return new ModeDecision(parse(variable), VARIABLE + "=" + variable);
        }
        String notifySocket = environment.get("NOTIFY_SOCKET");
        if (notifySocket != null && !notifySocket.isEmpty()) {
            return new ModeDecision(LaunchMode.SYSTEMD, "a service manager listens at NOTIFY_SOCKET=" + notifySocket);
        }
        if (Long.toString(pid).equals(environment.get("SYSTEMD_EXEC_PID"))) {
            String pidFile = environment.get("PIDFILE");
            if (pidFile != null && !pidFile.isEmpty()) {
                return new ModeDecision(
                        LaunchMode.DETACHED, "systemd started it as Type=forking, with PIDFILE=" + pidFile);
            }
            return new ModeDecision(LaunchMode.SYSTEMD, "systemd started this process itself: SYSTEMD_EXEC_PID=" + pid);
        }
        if (pid == 1) {
            return new ModeDecision(LaunchMode.CONTAINER, "it is process 1, and the container ends with it");
        }
        if (networkStdin) {
            return new ModeDecision(LaunchMode.INETD, "descriptor 0 is a network socket, as from inetd");
        }
        return new ModeDecision(LaunchMode.DETACHED, "it was started from a terminal or a script");
    }

    private static LaunchMode parse(String variable) {
        try {
            return LaunchMode.valueOf(variable.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new DaemonException(
                    VARIABLE + "=" + variable + " is none of " + Arrays.toString(LaunchMode.values()), unknown);
        }
    }
}

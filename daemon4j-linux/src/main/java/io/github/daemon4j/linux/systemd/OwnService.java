/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import org.jspecify.annotations.Nullable;

/**
 * Whether a service was made for the program that is started in it, which then ends with it as it should: its variables name
 * this process, or the shell script that runs it. Those of a build server or an editor name that one.
 *
 * @param execPid {@code SYSTEMD_EXEC_PID}: since systemd 248 the process that the manager has started; empty before
 * @param pidFileVariable {@code PIDFILE}, which systemd sets for a unit of {@code Type=forking}
 * @param pid this process
 * @param parent its parent
 * @param parentProgram the last name of what the parent runs; null if that cannot be told
 */
record OwnService(
        String execPid,
        String pidFileVariable,
        long pid,
        long parent,
        @Nullable String parentProgram) {

    static OwnService here() {
        ProcessHandle self = ProcessHandle.current();
        ProcessHandle parent = self.parent().orElse(null);
        String program = parent == null ? null : parent.info().command().orElse(null);
        return new OwnService(
                variable("SYSTEMD_EXEC_PID"),
                variable("PIDFILE"),
                self.pid(),
                parent == null ? 0 : parent.pid(),
                program == null ? null : program.substring(program.lastIndexOf('/') + 1));
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    boolean isOwn() {
        if (execPid.isEmpty()) {
            return !pidFileVariable.isEmpty();
        }
        boolean isWrapped = execPid.equals(Long.toString(parent)) && parentProgram != null && isShell(parentProgram);
        return execPid.equals(Long.toString(pid)) || isWrapped;
    }

    private static boolean isShell(String program) {
        return switch (program) {
            case "sh", "bash", "dash", "ash", "busybox", "ksh", "mksh", "zsh", "fish" -> true;
            default -> false;
        };
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.io.File;
import java.io.IOException;
import java.util.StringTokenizer;

/**
 * Whether a service was made for the program that is started in it, which then ends with it as it should: its variables name
 * this process, or the shell script that runs it. Those of a build server or an editor name that one.
 *
 * @param execPid {@code SYSTEMD_EXEC_PID}: since systemd 248 the process that the manager has started; empty before
 * @param pidFileVariable {@code PIDFILE}, which systemd sets for a unit of {@code Type=forking}
 * @param pid this process
 * @param parent its parent
 * @param parentProgram the last name of what the parent runs; "exe" if that cannot be read
 */
record OwnService(String execPid, String pidFileVariable, String pid, String parent, String parentProgram) {

    static OwnService here() {
        String stat = SystemdFiles.text(new File("/proc/self/stat"));
        StringTokenizer afterCommand = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
        String state = afterCommand.hasMoreTokens() ? afterCommand.nextToken() : "";
        String parent = state.isEmpty() ? "" : afterCommand.nextToken();
        return new OwnService(
                variable("SYSTEMD_EXEC_PID"),
                variable("PIDFILE"),
                stat.substring(0, Math.max(0, stat.indexOf(' '))),
                parent,
                program(parent));
    }

    /** What a process runs: a script's is its shell, whatever the script is called. */
    private static String program(String pid) {
        try {
            return new File("/proc/" + pid + "/exe").getCanonicalFile().getName();
        } catch (IOException forbidden) {
            return "";
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    boolean isOwn() {
        if (execPid.isEmpty()) {
            return !pidFileVariable.isEmpty();
        }
        return execPid.equals(pid) || (execPid.equals(parent) && Shells.isShell(parentProgram));
    }
}

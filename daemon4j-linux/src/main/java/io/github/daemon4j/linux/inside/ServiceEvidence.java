/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.systemd.Shells;

/**
 * What the variables of a service manager say of this process. An environment reaches every descendant: of a terminal or a
 * build below a service, too, which must not tell that service's manager anything.
 *
 * @param kind whose they are
 * @param text why
 */
record ServiceEvidence(Kind kind, String text) {

    enum Kind {
        /** There are none. */
        NONE,

        /** This process's own. */
        OWN,

        /** This process's own, of a unit that wants it to detach itself. */
        FORKING,

        /** Those of a shell script that runs this process in the place of the service. */
        WRAPPED,

        /** Inherited from somebody else's service. */
        FOREIGN
    }

    private static final String FOR_MAIN =
            ": systemd listens only to that one, unless the unit has NotifyAccess=all (or the script runs the server by exec)";

    static ServiceEvidence of(Surroundings seen) {
        String socket = "NOTIFY_SOCKET=" + seen.notifySocket();
        String execPid = seen.execPid();
        boolean isStarted = execPid.equals(Long.toString(seen.pid()));
        if (isStarted
                && seen.notifySocket().isEmpty()
                && !seen.pidFileVariable().isEmpty()) {
            return new ServiceEvidence(
                    Kind.FORKING, "systemd started it as Type=forking, with PIDFILE=" + seen.pidFileVariable());
        }
        if (isStarted) {
            return new ServiceEvidence(
                    Kind.OWN, "systemd started this process itself: SYSTEMD_EXEC_PID=" + execPid + listener(seen));
        }
        if (seen.notifySocket().isEmpty()) {
            return new ServiceEvidence(Kind.NONE, "");
        }
        if (seen.hasTerminal()) {
            return foreign(socket, "this process has a controlling terminal, which a service does not have");
        }
        if (execPid.isEmpty()) { // systemd before 248, and other managers
            return new ServiceEvidence(Kind.OWN, "a service manager listens at " + socket);
        }
        Surroundings.Other manager = seen.manager();
        if (manager == null) {
            return Long.toString(seen.session()).equals(execPid)
                    ? wrapped(socket, "process " + execPid + ", which has ended")
                    : foreign(socket, "the process " + execPid + " that it was for has ended");
        }
        boolean isParent = execPid.equals(Long.toString(seen.parent()));
        if (isParent && manager.session() == seen.session() && Shells.isShell(manager.command())) {
            return wrapped(socket, "its parent, the shell " + manager.command() + " (pid " + execPid + ")");
        }
        return foreign(socket, "it is for process " + execPid + " (" + manager.command() + ")");
    }

    private static String listener(Surroundings seen) {
        return seen.notifySocket().isEmpty()
                ? ", without NOTIFY_SOCKET: it is not told when this is ready. If the unit is of Type=forking, it needs"
                        + " PIDFile=, or Environment=DAEMON4J_MODE=detached"
                : ", NOTIFY_SOCKET=" + seen.notifySocket();
    }

    private static ServiceEvidence wrapped(String socket, String who) {
        return new ServiceEvidence(Kind.WRAPPED, "a service manager listens at " + socket + ", for " + who + FOR_MAIN);
    }

    private static ServiceEvidence foreign(String socket, String why) {
        return new ServiceEvidence(Kind.FOREIGN, socket + " was inherited and is not believed: " + why);
    }

    /** Whether the manager at {@code NOTIFY_SOCKET} is to be told. */
    boolean isBelieved() {
        return kind == Kind.OWN || kind == Kind.WRAPPED;
    }
}

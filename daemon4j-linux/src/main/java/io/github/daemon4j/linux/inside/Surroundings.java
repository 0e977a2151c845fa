/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.SocketTables;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of where this process runs, as far as {@link ModeDecision} asks for it.
 *
 * @param modeVariable {@code DAEMON4J_MODE}
 * @param notifySocket {@code NOTIFY_SOCKET}
 * @param execPid {@code SYSTEMD_EXEC_PID}: since systemd 248 the process that the manager has started
 * @param pidFileVariable {@code PIDFILE}, which systemd sets for a unit of {@code Type=forking}
 * @param pid this process
 * @param parent its parent; 0 if that is outside this pid namespace
 * @param session its session
 * @param hasTerminal whether the session has a controlling terminal
 * @param manager the process that {@code execPid} names, if that is another one; null if it is gone
 * @param init process 1, if it is the parent or this is a container; null if it was not looked at
 * @param isBelowInit whether process 1 is among the ancestors: who was let in by {@code docker exec} is not
 * @param isInPod whether process 1 is of another container, and a process that cannot be seen from here has started this one: in
 *     a pod whose containers share their pid namespace, as {@code pause} and they do in Kubernetes
 * @param hasNetworkInput whether descriptor 0 is a socket of the network
 * @param developer who runs this process for a developer, and what to do for a daemon; null if nobody
 */
record Surroundings(
        String modeVariable,
        String notifySocket,
        String execPid,
        String pidFileVariable,
        long pid,
        long parent,
        long session,
        boolean hasTerminal,
        @Nullable Other manager,
        @Nullable Other init,
        boolean isBelowInit,
        boolean isInPod,
        boolean hasNetworkInput,
        @Nullable String developer) {

    /** More generations than any process has: a snapshot of parents that change need not end at process 1. */
    private static final int MOST_ANCESTORS = 100;

    /**
     * Another process.
     *
     * @param session its session
     * @param command its {@code comm}
     * @param program the last name of its {@code exe}; empty if that cannot be read
     */
    record Other(long session, String command, String program) {

        private static Other of(Neighbour seen) {
            String program = seen.executableName();
            return new Other(seen.sessionId(), seen.command(), program == null ? "" : program);
        }
    }

    /**
     * Looks. Other processes are looked at only if a variable, or a parent that is process 1, gives a reason.
     *
     * @param developer who runs this process for a developer, which the JVM's command line tells
     */
    static Surroundings of(OwnState self, @Nullable String developer) {
        String execPid = variable("SYSTEMD_EXEC_PID");
        boolean container = isMarkedAsContainer();
        boolean looksAtInit = self.pid() != 1 && (container || self.parentPid() == 1);
        return new Surroundings(
                variable(ModeDecision.VARIABLE),
                variable("NOTIFY_SOCKET"),
                execPid,
                variable("PIDFILE"),
                self.pid(),
                self.parentPid(),
                self.sessionId(),
                self.hasTerminal(),
                execPid.equals(Long.toString(self.pid())) ? null : other(execPid),
                looksAtInit ? other("1") : null,
                looksAtInit && isBelowInit(self.parentPid()),
                container && self.pid() != 1 && self.parentPid() == 0 && !Neighbour.isInOwnControlGroup(1),
                SocketTables.own().isNetworkSocket(0),
                developer);
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    private static @Nullable Other other(String pid) {
        if (pid.isEmpty()) {
            return null;
        }
        try {
            Neighbour seen = Neighbour.of(Long.parseLong(pid));
            return seen == null || seen.hasEnded() ? null : Other.of(seen);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static boolean isMarkedAsContainer() {
        return !variable("container").isEmpty()
                || !variable("KUBERNETES_SERVICE_HOST").isEmpty()
                || new File("/.dockerenv").exists()
                || new File("/run/.containerenv").exists();
    }

    private static boolean isBelowInit(long parent) {
        long ancestor = parent;
        for (int i = 0; i < MOST_ANCESTORS && ancestor > 1; i++) {
            Neighbour seen = Neighbour.of(ancestor);
            ancestor = seen == null ? 0 : seen.parentPid();
        }
        return ancestor == 1;
    }
}

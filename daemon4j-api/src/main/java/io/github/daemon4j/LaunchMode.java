/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/**
 * What {@link Daemon#detach()} did, or is asked to do. Found out from where the process runs; {@link
 * DaemonOptions.Builder#mode(LaunchMode)} or the environment variable {@code DAEMON4J_MODE} (a name of this enum, in any
 * case) overrides that. {@link Daemon#why()} says what decided.
 */
public enum LaunchMode {
    /** Started from a terminal or a script: the JVM was started again as a daemon, and the launcher has ended. */
    DETACHED,

    /**
     * Run by systemd: {@code SYSTEMD_EXEC_PID} is this process, or {@code NOTIFY_SOCKET} is set and nothing shows that it was
     * inherited from another service, as on a terminal. Nothing is detached, since the manager tracks this very process;
     * {@link Daemon#ready()} sends {@code READY=1}. A unit of {@code Type=forking} names its pid file in {@code $PIDFILE} and
     * is detached as from a script.
     */
    SYSTEMD,

    /**
     * Process 1 of a container, or below an init such as tini that is: it stays, because the container ends with it.
     */
    CONTAINER,

    /** Descriptor 0 is a network socket, as inetd hands it over: it stays; see {@link System#inheritedChannel()}. */
    INETD,

    /** Asked to stay in the foreground, for debugging or under another supervisor; or a development environment runs it. */
    FOREGROUND
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Another daemon holds the pid file's lock. It was left alone. */
public final class AlreadyRunningException extends DaemonException {

    private static final long serialVersionUID = 1L;

    private final transient Path pidFile;
    /** 0 if it is not known. */
    private final long pid;

    /**
     * Says which pid file is held, and by whom.
     *
     * @param pidFile the pid file
     * @param pid the pid of the process that holds it, or 0 if the file does not tell
     */
    public AlreadyRunningException(Path pidFile, long pid) {
        super("already running"
                + (pid > 0 ? " with pid " + pid : "")
                + ": the lock of the pid file "
                + pidFile
                + " is held");
        this.pidFile = pidFile;
        this.pid = pid;
    }

    /** {@return the pid file whose lock is held} */
    public Path pidFile() {
        return pidFile;
    }

    /**
     * The pid of the running daemon; empty in the moment between its lock and its pid, and if the daemon has ended and a
     * program it started still holds the lock.
     *
     * @return the pid; empty if it is not known
     */
    public OptionalLong pid() {
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.Locale;

/** Whether a daemon runs, as its pid file tells; the numbers are the exit codes of {@code status} in the LSB. */
public enum DaemonStatus {
    /** Its lock is held and no launcher waits for it any more: 0. */
    RUNNING(0),
    /** Its lock is held, and its launcher still waits for it to be ready: 0. */
    STARTING(0),
    /** It is ending, but holds its lock still: 0. A start waits for it. */
    STOPPING(0),
    /** It serves, and reads its configuration again: 0. */
    RELOADING(0),
    /** There is a pid file that nobody holds: the daemon was killed or the machine went down: 1. */
    DEAD_WITH_PID_FILE(1),
    /** No pid file: 3. */
    NOT_RUNNING(3),
    /** The pid file cannot be read, is none, or cannot be believed because another user has a hand in it: 4. */
    UNKNOWN(4);

    private final int exitCode;

    DaemonStatus(int exitCode) {
        this.exitCode = exitCode;
    }

    /** {@return the exit code of the {@code status} action: Linux Standard Base Core 3.1, chapter 20.2} */
    public int exitCode() {
        return exitCode;
    }

    /** Whether there is a daemon that a signal could reach. UNKNOWN too: whoever asks it says why not. */
    boolean isAlive() {
        return exitCode == 0 || this == UNKNOWN;
    }

    /** As it is said of a daemon: {@code dead with pid file}. */
    String said() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

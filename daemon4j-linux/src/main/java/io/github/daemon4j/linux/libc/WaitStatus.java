/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/** How a process ended, as {@code wait(2)} tells. */
public final class WaitStatus {

    private final int raw;

    WaitStatus(int raw) {
        this.raw = raw;
    }

    /**
     * As a shell tells it that has waited for another process: an end by a signal is a status there.
     *
     * @param status its own exit status
     */
    public static WaitStatus ofShell(int status) {
        return new WaitStatus(status > 128 ? status - 128 : status << 8);
    }

    /** The number of the signal that ended it, or 0. */
    public int terminatingSignal() {
        return raw & 0x7f;
    }

    /** What a shell would show in {@code $?}: the exit status, or 128 + n for signal n. */
    public int shellStatus() {
        int signal = terminatingSignal();
        return signal != 0 ? 128 + signal : (raw >> 8) & 0xff;
    }

    @Override
    public String toString() {
        int signal = terminatingSignal();
        return signal != 0 ? "was killed by signal " + signal : "exited with status " + shellStatus();
    }
}

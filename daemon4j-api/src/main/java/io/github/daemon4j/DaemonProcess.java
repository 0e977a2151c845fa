/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.Optional;

/** A program that {@link Daemon#spawn} has started as a daemon. It is not a child of this JVM. */
public final class DaemonProcess {

    private final long pid;
    private final Optional<ProcessInfo> started;
    private final Optional<DaemonControl> control;

    DaemonProcess(long pid, Optional<ProcessInfo> started, Optional<DaemonControl> control) {
        this.pid = pid;
        this.started = started;
        this.control = control;
    }

    /** {@return its pid when it was started. Once it has ended, the number may belong to another process} */
    public long pid() {
        return pid;
    }

    /** {@return what it was right after its start; empty if it had ended by then} */
    public Optional<ProcessInfo> process() {
        return started;
    }

    /** {@return whether it, and no later process of the same pid, is alive} */
    public boolean isAlive() {
        return started.isPresent() && started.get().isAlive();
    }

    /** {@return the control of its pid file; empty if it was started without one} */
    public Optional<DaemonControl> control() {
        return control;
    }

    @Override
    public String toString() {
        return "DaemonProcess[" + pid + "]";
    }
}

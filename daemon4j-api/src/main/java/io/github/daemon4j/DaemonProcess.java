/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A program that {@link Daemon#spawn} has started as a daemon. It is not a child of this JVM. */
public final class DaemonProcess {

    private final long pid;
    private final @Nullable DaemonControl control;

    DaemonProcess(long pid, @Nullable DaemonControl control) {
        this.pid = pid;
        this.control = control;
    }

    /** Its pid when it was started. Once it has ended, the number may belong to another process. */
    public long pid() {
        return pid;
    }

    /** The control of its pid file; empty if it was started without one. */
    public Optional<DaemonControl> control() {
        return Optional.ofNullable(control);
    }

    @Override
    public String toString() {
        return "DaemonProcess[" + pid + "]";
    }
}

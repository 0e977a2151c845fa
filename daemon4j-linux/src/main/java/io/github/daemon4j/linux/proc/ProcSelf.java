/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.DaemonException;

/** A {@code /proc/self} that cannot be read. */
public final class ProcSelf {

    private ProcSelf() {}

    /** What to say of it. */
    public static DaemonException notReadable(Exception failure) {
        return new DaemonException(
                "cannot read /proc/self (" + failure.getMessage() + "): without it a JVM does not know its own command"
                        + " line; mount the proc file system at /proc",
                failure);
    }
}

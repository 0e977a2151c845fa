/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.io.IOException;

/** A system call that failed: which one, on what, and what the system said. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Errno errno;

    ErrnoException(String call, Errno errno) {
        super(call + " failed: " + errno);
        this.errno = errno;
    }

    /** What the system said. */
    public Errno errno() {
        return errno;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** Thrown when the system refuses to let the caller act on a process that exists. Reading never throws it. */
public class ProcessAccessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The process. */
    private final long pid;

    /**
     * Creates the exception.
     *
     * @param pid the process
     * @param message what was tried, on which process, what the system said, what to do
     */
    public ProcessAccessException(long pid, String message) {
        super(message);
        this.pid = pid;
    }

    /**
     * Returns the process.
     *
     * @return its pid
     */
    public long pid() {
        return pid;
    }
}

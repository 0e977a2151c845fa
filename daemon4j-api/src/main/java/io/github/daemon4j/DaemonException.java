/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import org.jspecify.annotations.Nullable;

/**
 * Something about daemons that could not be done. The message says what was tried, on what, what the system said and what
 * to do about it. When it is thrown before a daemon was started, nothing was changed; when after, nothing is left running.
 */
public class DaemonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong, where the system has not said it.
     *
     * @param message what was tried, on what, what the system said, what to do
     */
    public DaemonException(String message) {
        super(message);
    }

    /**
     * Says what went wrong.
     *
     * @param message what was tried, on what, what the system said, what to do
     * @param cause what the system said
     */
    public DaemonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

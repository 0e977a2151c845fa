/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

/** Thrown for a pid that nobody has. */
final class NoSuchProcessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoSuchProcessException(long pid) {
        super("there is no process " + pid);
    }
}

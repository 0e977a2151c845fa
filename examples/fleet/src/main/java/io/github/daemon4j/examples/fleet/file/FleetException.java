/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.file;

/** Something about the fleet's file, or what it asks for, that a person has to change. */
public final class FleetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FleetException(String message) {
        super(message);
    }
}

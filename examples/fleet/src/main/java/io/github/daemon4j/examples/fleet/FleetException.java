/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

/** Something about the fleet's file, or what it asks for, that a person has to change. */
final class FleetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FleetException(String message) {
        super(message);
    }
}

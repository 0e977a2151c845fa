/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

/** The daemon was not started, and nothing was changed: what is in the way, and what to do about it. */
public final class LaunchRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchRefusedException(String obstacle, String cure) {
        super("cannot start this JVM again as a daemon: " + obstacle + "; " + cure);
    }
}

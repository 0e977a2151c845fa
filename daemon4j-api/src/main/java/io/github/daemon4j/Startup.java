/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** What a server does to come up: bind its ports, start its threads, return. */
@FunctionalInterface
public interface Startup {

    /**
     * Starts the server. When this returns the daemon is ready; what it throws ends the daemon and is told to the launcher.
     *
     * @param daemon the daemon this runs in, for {@link Daemon#status(String)} and {@link Daemon#extendStartTimeout}
     * @throws Exception if the server cannot come up
     */
    void start(Daemon daemon) throws Exception;
}

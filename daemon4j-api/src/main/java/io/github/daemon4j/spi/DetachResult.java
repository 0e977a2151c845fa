/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import org.jspecify.annotations.Nullable;

/** In which of the two processes a call of {@link DaemonBackend#detach} has returned. */
public sealed interface DetachResult {

    /**
     * This process is the server.
     *
     * @param session its side
     */
    record Serving(DaemonSession session) implements DetachResult {}

    /**
     * This process is the launcher, and its work is done: it is to exit.
     *
     * @param exitStatus 0 if the daemon is ready, else what the shell is to see
     * @param pid the daemon's pid
     * @param failure why there is no daemon, or null if there is one
     * @param replaced whether it has taken the place of another one that served until then
     */
    record Launched(int exitStatus, long pid, @Nullable String failure, boolean replaced) implements DetachResult {

        /** Of a start where none was. */
        public Launched(int exitStatus, long pid, @Nullable String failure) {
            this(exitStatus, pid, failure, false);
        }
    }
}

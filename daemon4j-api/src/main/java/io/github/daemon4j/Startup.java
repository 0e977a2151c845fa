/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import org.jspecify.annotations.Nullable;

/** What a server does to come up: bind its ports, start its threads, return what is to be closed when it is stopped. */
@FunctionalInterface
public interface Startup {

    /**
     * Starts the server. When this returns the daemon is ready; what it throws ends the daemon and is told to the launcher.
     *
     * @param daemon the daemon this runs in, for {@link Daemon#status(String)}, {@link Daemon#arguments()} and the like
     * @return what is to be closed when the daemon is stopped, as by {@link Daemon#onStop}; null for nothing
     * @throws Exception if the server cannot come up
     */
    @Nullable
    AutoCloseable start(Daemon daemon) throws Exception;

    /**
     * A start-up that returns nothing. Java takes a lambda of one expression ({@code daemon -> serve()}) and a method
     * reference for one, and drops what it returns: to have that closed, write {@code daemon -> { return serve(); }} or
     * {@code (Startup) Main::serve}.
     */
    @FunctionalInterface
    interface Plain extends Startup {

        /**
         * Starts the server, as {@link Startup#start}.
         *
         * @param daemon the daemon this runs in
         * @throws Exception if the server cannot come up
         */
        void run(Daemon daemon) throws Exception;

        @Override
        @SuppressWarnings("FunctionalInterfaceMethodChanged") // nothing is added but that nothing is to be closed
        default @Nullable AutoCloseable start(Daemon daemon) throws Exception {
            run(daemon);
            return null;
        }
    }
}

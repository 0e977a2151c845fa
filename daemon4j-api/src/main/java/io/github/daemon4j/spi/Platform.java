/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

/**
 * One operating system's backend. A provider is named in {@code META-INF/services/io.github.daemon4j.spi.Platform} and in
 * its module descriptor; creating it must be cheap and must load no native code.
 */
public interface Platform {

    /**
     * Returns whether this backend works on the running system. Cheap: no native code is loaded to find out.
     *
     * @return {@code true} if the other methods may be called
     */
    boolean isSupported();

    /**
     * Returns the reader of process facts.
     *
     * @return the same object at every call
     */
    ProcessBackend processes();

    /**
     * Returns the maker of daemons.
     *
     * @return the same object at every call
     */
    DaemonBackend daemons();
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import org.jspecify.annotations.Nullable;

/** What a daemon is asked for while it runs, by signals. */
public interface Requests {

    /**
     * It is to stop. Returns at once.
     *
     * @param signal which one it was: 15 or 2
     */
    void stop(int signal);

    /** It has the place of the daemon that served before. */
    void tookOver();

    /** Whether there is anything to be read again. */
    boolean canReload();

    /**
     * It is to read its configuration again.
     *
     * @throws Exception if it could not
     */
    void reload() throws Exception;

    /**
     * It is to have a new process of the same program take its place. Returns when that is decided.
     *
     * @return null if another one has its place, and this one ends; else why not
     */
    @Nullable
    String upgrade();
}

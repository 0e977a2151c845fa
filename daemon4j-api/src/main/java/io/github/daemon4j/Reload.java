/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** What a daemon does when it is told to read its configuration again. */
@FunctionalInterface
public interface Reload {

    /**
     * Reads the configuration again. One reload at a time, in a thread of its own.
     *
     * @throws Exception if that cannot be done: whoever asked is told the message, and the daemon serves on as it was
     */
    void reload() throws Exception;
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who is told what becomes of a server. */
interface Supervisor {

    /** The server serves. Called once. */
    void ready(@Nullable String status);

    /** The server reads its configuration again; it serves meanwhile. */
    default void reloading() {}

    /** It has done so, or could not. */
    default void reloaded() {}

    /** The server ends, because it was told to. */
    default void stopping() {}

    /** A line for people. */
    void status(String text);

    /** The start takes this much longer, from now on. */
    void extendStartTimeout(Duration duration);

    /**
     * The server ends, because of this.
     *
     * @return whether a person is shown the message; if not, it has to go to standard error
     */
    boolean failed(int exitStatus, String message);
}

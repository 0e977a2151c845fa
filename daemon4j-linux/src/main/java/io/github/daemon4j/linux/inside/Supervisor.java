/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.wire.ProgramName;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Who is told what becomes of a server. */
interface Supervisor {

    /** Of a server that stays the process it is. */
    static Supervisor whereItStays(ModeDecision decision, DaemonOptions options) {
        String socket = decision.notifySocket();
        return socket == null ? new Nobody() : new Systemd(socket, ProgramName.of(options), options.stopGrace());
    }

    /** The server serves. Called once. */
    void ready(@Nullable String status);

    /** The server reads its configuration again; it serves meanwhile. */
    default void reloading() {}

    /**
     * It has done so.
     *
     * @param problem why it could not; empty if it could
     */
    default void reloaded(String problem) {}

    /**
     * Whether the server is well has to be asked for from now on, where that is anybody's concern.
     *
     * @param healthy the server's own view
     */
    default void watchdog(BooleanSupplier healthy) {}

    /**
     * The server listens on a socket that it has bound itself.
     *
     * @return whether it is known to be kept for the one that is started in the place of this one
     */
    default boolean keepSocket(String name, ServerSocketChannel channel) {
        return false;
    }

    /** A socket of that name need not be kept any more. */
    default void forgetSocket(String name) {}

    /** The server ends, because it was told to. */
    default void stopping() {}

    /** It has closed what it had, and this process ends. */
    default void ended() {}

    /** A line for people. */
    void status(String text);

    /** The start takes this much longer, from now on. */
    void extendStartTimeout(Duration duration);

    /**
     * The server ends, because of this.
     *
     * @param cause what was thrown; null if nothing
     * @return whether a person is shown the message; if not, it has to go to standard error
     */
    boolean failed(int exitStatus, String message, @Nullable Throwable cause);
}

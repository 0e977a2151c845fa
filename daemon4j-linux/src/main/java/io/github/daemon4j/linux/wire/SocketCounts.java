/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import org.jspecify.annotations.Nullable;

/**
 * How many listening sockets a daemon has been given, from descriptor 3 on. {@code LISTEN_FDS} and {@code LISTEN_FDNAMES} in
 * its environment describe them, but not {@code LISTEN_PID}: whoever makes a daemon does not know its pid before the
 * daemon runs. In its place stands the {@link Mark}, which a child of the daemon does not take for its own; and for whoever
 * else goes by sd_listen_fds(3), the variables without {@code LISTEN_PID} are for nobody.
 *
 * @param given those that a service manager has given to the launcher; they come first
 * @param bound those that the launcher has bound itself
 */
public record SocketCounts(int given, int bound) {

    /** No sockets. */
    public static final SocketCounts NONE = new SocketCounts(0, 0);

    /** All of them. */
    public int all() {
        return given + bound;
    }

    String format() {
        return given + "+" + bound;
    }

    /** Parses what {@link #format} wrote; {@link #NONE} if there is nothing, null if it is nothing that it could have written. */
    static @Nullable SocketCounts parse(@Nullable String value) {
        if (value == null) {
            return NONE;
        }
        int plus = value.indexOf('+');
        if (plus < 0) {
            return null;
        }
        int given = (int) Fields.number(value.substring(0, plus), Short.MAX_VALUE);
        int bound = (int) Fields.number(value.substring(plus + 1), Short.MAX_VALUE);
        return given < 0 || bound < 0 ? null : new SocketCounts(given, bound);
    }
}

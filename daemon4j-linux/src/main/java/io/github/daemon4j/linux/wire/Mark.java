/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.Redirect;

public record Mark(Handshake h) {
    public static final String VARIABLE = Handshake.VARIABLE;

    public static Mark byLauncher(
            int pipe, long inode, int capacity, int lock, Redirect.Kind kind, boolean leader, byte[] dir) {
        return new Mark(new Handshake(
                pipe, inode, lock, kind, leader, new String(dir, java.nio.charset.StandardCharsets.UTF_8)));
    }

    public String format() {
        return h.format();
    }
}

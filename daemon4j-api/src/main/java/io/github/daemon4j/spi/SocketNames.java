/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

/** What a socket may be called: as sd_listen_fds(3) has it, where a colon stands between two names. */
public final class SocketNames {

    /** FDNAME_MAX of systemd. */
    private static final int LONGEST_NAME = 255;

    private SocketNames() {}

    /**
     * Returns the name.
     *
     * @throws IllegalArgumentException if no socket may be called so
     */
    public static String require(String name) {
        boolean good = !name.isEmpty() && name.length() <= LONGEST_NAME;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            good &= c >= ' ' && c < 0x7f && c != ':';
        }
        if (!good) {
            throw new IllegalArgumentException("the name of a socket is 1 to " + LONGEST_NAME
                    + " characters of ASCII without control characters and colons, not '" + name + "'");
        }
        return name;
    }
}

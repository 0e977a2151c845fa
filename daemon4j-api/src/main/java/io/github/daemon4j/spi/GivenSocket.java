/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import java.nio.channels.ServerSocketChannel;

/** A listening socket that this process was started with. */
public interface GivenSocket {

    /** Its name: that of the options if they ask for it, else the one that the giver has given it. */
    String name();

    /** Who gave it, for messages. */
    String giver();

    /** Whether it was bound for this daemon alone, so that the file of a unix socket is this daemon's to remove. */
    boolean isOwn();

    /**
     * Makes its channel. Called once.
     *
     * @throws io.github.daemon4j.DaemonException if that cannot be done; the message names the cure
     */
    ServerSocketChannel open();
}

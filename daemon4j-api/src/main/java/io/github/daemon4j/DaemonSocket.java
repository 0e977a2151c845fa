/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.SocketAddresses;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A socket that a daemon listens on, whoever has opened it: see {@link Daemon#sockets()}. */
public final class DaemonSocket {

    private final String name;
    private final SocketAddress address;
    private final ServerSocketChannel channel;

    DaemonSocket(String name, SocketAddress address, ServerSocketChannel channel) {
        this.name = name;
        this.address = address;
        this.channel = channel;
    }

    /**
     * The name of {@link DaemonOptions.Builder#listen}. A socket that systemd gives and nobody has asked for has the name it
     * has there ({@code FileDescriptorName=} of systemd.socket(5)), or {@code unknown}.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /** {@return where it listens: with the port that the system chose if port 0 was asked for} */
    public SocketAddress address() {
        return address;
    }

    /**
     * The channel: open, bound, listening and in blocking mode when it is first handed out. Whoever closes it ends the
     * listening of this process.
     *
     * @return the same object at every call
     */
    public ServerSocketChannel channel() {
        return channel;
    }

    @Override
    public String toString() {
        return name + " on " + SocketAddresses.shown(address);
    }
}

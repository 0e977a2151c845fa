/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.Daemon;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * Tomcat's connector on the daemon's socket "http": its own {@code useInheritedChannel} takes descriptor 0 alone. Name it where
 * Tomcat asks for a protocol, also in server.xml.
 */
public final class DaemonSocketProtocol extends Http11NioProtocol {

    /** Called by Tomcat. */
    public DaemonSocketProtocol() {
        super(new Endpoint(Daemon.current().orElseThrow().socket("http")));
    }

    private static final class Endpoint extends NioEndpoint {

        private final ServerSocketChannel socket;

        Endpoint(ServerSocketChannel socket) {
            this.socket = socket;
        }

        @Override
        protected void initServerSocket() {} // it is open and bound

        @Override
        protected NetworkChannel getServerSocket() {
            return socket;
        }

        @Override
        protected SocketChannel serverSocketAccept() throws IOException {
            return socket.accept();
        }

        @Override
        protected void doCloseServerSocket() throws IOException {
            socket.close();
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.Daemon;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * Tomcat's connector on the daemon's socket "http": its own {@code useInheritedChannel} takes descriptor 0 alone. Name it where
 * Tomcat asks for a protocol, also in server.xml.
 */
public final class DaemonSocketProtocol extends Http11NioProtocol {

    private static final long LOOK_MILLIS = 5;

    /** Called by Tomcat. */
    public DaemonSocketProtocol() {
        super(new Endpoint(Daemon.current().orElseThrow().socket("http")));
    }

    /**
     * Takes no new clients, and tells those there are with their next answer that it was the last one. Where another server
     * listens on the same socket, nobody notices: Tomcat's own stop loses whom it has just accepted, and answers who asks again
     * with 503.
     *
     * @param idleMillis how long a client may be silent before there is nothing to be expected of it
     * @param mostMillis how long answers may take
     */
    public void drain(long idleMillis, long mostMillis) throws IOException, InterruptedException {
        Endpoint endpoint = (Endpoint) getEndpoint();
        long begun = System.nanoTime();
        setMaxKeepAliveRequests(1);
        endpoint.socket.close();
        endpoint.lastAccepted.await(mostMillis, TimeUnit.MILLISECONDS);
        long passed = 0;
        while (passed < mostMillis && endpoint.hasClients(passed > idleMillis)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        }
    }

    private static final class Endpoint extends NioEndpoint {

        private final ServerSocketChannel socket;
        private final CountDownLatch lastAccepted = new CountDownLatch(1);

        Endpoint(ServerSocketChannel socket) {
            this.socket = socket;
        }

        private boolean hasClients(boolean busyOnly) {
            return busyOnly ? getCurrentThreadsBusy() > 0 : !getConnections().isEmpty();
        }

        @Override
        protected void initServerSocket() {} // it is open and bound

        @Override
        protected NetworkChannel getServerSocket() {
            return socket;
        }

        /** When it is closed, who was accepted before is known to Tomcat, and its thread waits here for the end. */
        @Override
        protected SocketChannel serverSocketAccept() throws IOException {
            try {
                return socket.accept();
            } catch (ClosedChannelException drained) {
                lastAccepted.countDown();
                awaitEnd();
                return SocketChannel.open(); // Tomcat throws away what comes so late
            }
        }

        private void awaitEnd() throws IOException {
            try {
                while (isRunning() && !isPaused()) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
            } catch (InterruptedException end) {
                throw new IOException(end);
            }
        }

        @Override
        protected void doCloseServerSocket() throws IOException {
            socket.close();
        }
    }
}

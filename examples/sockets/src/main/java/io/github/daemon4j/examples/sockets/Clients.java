/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The clients of a connector, from the moment on when their connection is accepted. Jetty's own graceful stop does not know of
 * one that was accepted in the last moment and has no endpoint yet: it closes that without an answer, although the client
 * would have got one from the next process that listens on this socket.
 */
final class Clients implements SelectorManager.AcceptListener, Connection.Listener {

    private final ServerConnector connector;
    private int count;

    /** Of a connector that has not been started yet. */
    Clients(ServerConnector connector) {
        this.connector = connector;
        connector.addBean(this);
    }

    @Override
    public synchronized void onAccepting(SelectableChannel channel) {
        count++;
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        gone();
    }

    @Override
    public void onClosed(Connection connection) {
        gone();
    }

    private synchronized void gone() {
        count--;
        notifyAll();
    }

    /** Takes no new ones, and waits until those there are have their answers and are gone, but not for ever. */
    void drain(Duration most) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + most.toNanos();
        try {
            connector.shutdown().get(most.toNanos(), TimeUnit.NANOSECONDS); // nobody accepts any more
        } catch (TimeoutException late) {
            return;
        }
        synchronized (this) {
            for (long left = most.toNanos(); count > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            }
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The clients of a connector at its end. Where the socket outlives the server, who is not accepted is served by the next one; so
 * who has been accepted must have an answer. Jetty's own graceful stop loses two of them: the one that a thread has just accepted
 * when it is interrupted (Java then forgets the connection), and those that have no endpoint yet, for which it does not wait.
 */
final class Clients implements SelectorManager.AcceptListener, Connection.Listener {

    private final ServerConnector connector;
    private int onTheirWay;

    /** @param connector whose selectors accept, and no threads that would be interrupted; not started yet */
    Clients(ServerConnector connector) {
        if (connector.getAcceptors() > 0) {
            throw new IllegalArgumentException("make it with 0 acceptors");
        }
        this.connector = connector;
        connector.addBean(this);
    }

    @Override
    public synchronized void onAccepting(SelectableChannel channel) {
        onTheirWay++;
    }

    /** From here on the connector knows it. */
    @Override
    public void onOpened(Connection connection) {
        arrived();
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        arrived();
    }

    private synchronized void arrived() {
        onTheirWay--;
        notifyAll();
    }

    /**
     * Takes no new ones, and waits until those there are have had their answers.
     *
     * @return whether they have; false if the time is up
     */
    boolean drain(Duration most) throws InterruptedException, ExecutionException, IOException {
        long end = System.nanoTime() + most.toNanos();
        connector.setAccepting(false);
        Collection<ManagedSelector> selectors = connector.getSelectorManager().getBeans(ManagedSelector.class);
        CountDownLatch last = new CountDownLatch(selectors.size());
        for (ManagedSelector selector : selectors) {
            selector.submit(itself -> last.countDown()); // when it has done what it was told before
        }
        if (!last.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        ((Closeable) connector.getTransport()).close(); // with selectors, Jetty would leave it open until the very end
        for (ManagedSelector selector : selectors) {
            selector.submit(itself -> {}); // a socket is closed when its selector has let go of it
        }
        if (!awaitArrival(end)) {
            return false;
        }
        try {
            connector.shutdown().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }

    private synchronized boolean awaitArrival(long end) throws InterruptedException {
        long left = end - System.nanoTime();
        while (onTheirWay > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        return onTheirWay == 0;
    }
}

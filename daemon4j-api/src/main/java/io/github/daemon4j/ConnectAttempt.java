/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.Readiness.Look;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks whether somebody accepts connections at an address. A name is looked up each time. */
record ConnectAttempt(InetSocketAddress address) implements ReadyCondition {

    /** The address, for people. */
    String name() {
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public Look look(Signs signs) {
        InetSocketAddress resolved =
                address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        try (Socket socket = new Socket()) {
            socket.connect(resolved, TIMEOUT_MILLIS);
            return Look.ready(name());
        } catch (IOException refused) {
            return Look.missing(name() + ": " + refused.getMessage());
        }
    }
}

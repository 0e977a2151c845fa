/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.SocketAddresses;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Objects;

/** What may be listened on. */
final class ListenerChecks {

    private ListenerChecks() {}

    static void requireAddress(String name, SocketAddress address) {
        Objects.requireNonNull(address, "address");
        String problem = "";
        if (address instanceof InetSocketAddress internet) {
            problem = internet.isUnresolved() ? "the host " + internet.getHostString() + " is not known" : "";
        } else if (address instanceof UnixDomainSocketAddress unix) {
            problem = unix.getPath().toString().isEmpty() ? "a unix socket needs a path" : "";
        } else {
            problem = "it is no InetSocketAddress and no UnixDomainSocketAddress, but " + address;
        }
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("cannot listen there (socket \"" + name + "\"): " + problem);
        }
    }

    static void requireApart(String name, SocketAddress address, String other, SocketAddress otherAddress) {
        if (name.equals(other)) {
            throw new IllegalArgumentException("there is a socket \"" + name + "\" already, on "
                    + SocketAddresses.shown(otherAddress) + ": each name once");
        }
        boolean anyPort = address instanceof InetSocketAddress internet && internet.getPort() == 0;
        if (!anyPort && address.equals(otherAddress)) {
            throw new IllegalArgumentException("the sockets \"" + other + "\" and \"" + name
                    + "\" are both to listen on " + SocketAddresses.shown(address));
        }
    }
}

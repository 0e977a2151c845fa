/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses where somebody listens: TCP, and unix sockets. */
public final class SocketAddresses {

    private SocketAddresses() {}

    /** As ss(8) shows it: {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code *:8080}, a path. */
    public static String shown(@Nullable SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return Printable.of(unix.getPath().toString());
        }
        if (!(address instanceof InetSocketAddress internet)) {
            return String.valueOf(address);
        }
        if (internet.isUnresolved() || internet.getAddress().isAnyLocalAddress()) {
            return (internet.isUnresolved() ? internet.getHostString() : "*") + ":" + internet.getPort();
        }
        String host = internet.getAddress().getHostAddress();
        boolean wide = internet.getAddress() instanceof Inet6Address;
        return (wide ? "[" + host + "]" : host) + ":" + internet.getPort();
    }

    /**
     * Whether a socket listens where it was asked for. Port 0 is any port, and the address of all interfaces is the same in
     * IPv4 and IPv6.
     *
     * @param asked a path of it is absolute
     */
    public static boolean agree(SocketAddress asked, @Nullable SocketAddress actual) {
        if (!(asked instanceof InetSocketAddress wanted) || !(actual instanceof InetSocketAddress found)) {
            return asked.equals(actual);
        }
        boolean port = wanted.getPort() == 0 || wanted.getPort() == found.getPort();
        boolean both =
                wanted.getAddress().isAnyLocalAddress() && found.getAddress().isAnyLocalAddress();
        return port && (both || wanted.getAddress().equals(found.getAddress()));
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;

class SocketAddressesTest {

    private static SocketAddress unix(String path) {
        return UnixDomainSocketAddress.of(path);
    }

    @SuppressWarnings("AddressSelection") // a literal, of which there is one
    private static InetSocketAddress internet(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    @Test
    void an_address_is_shown_as_by_ss() {
        assertThat(SocketAddresses.shown(internet("127.0.0.1", 80))).isEqualTo("127.0.0.1:80");
        assertThat(SocketAddresses.shown(internet("::1", 80))).isEqualTo("[0:0:0:0:0:0:0:1]:80");
        assertThat(SocketAddresses.shown(new InetSocketAddress(80))).isEqualTo("*:80");
        assertThat(SocketAddresses.shown(internet("::", 80))).isEqualTo("*:80");
        assertThat(SocketAddresses.shown(InetSocketAddress.createUnresolved("no.such", 80)))
                .isEqualTo("no.such:80");
        assertThat(SocketAddresses.shown(unix("/run/x\u001b.sock"))).isEqualTo("/run/x?.sock");
        assertThat(SocketAddresses.shown(null)).isEqualTo("null");
    }

    @Test
    void any_port_and_all_interfaces_are_what_they_say() {
        assertThat(SocketAddresses.agree(internet("127.0.0.1", 80), internet("127.0.0.1", 80)))
                .isTrue();
        assertThat(SocketAddresses.agree(internet("127.0.0.1", 0), internet("127.0.0.1", 80)))
                .isTrue();
        assertThat(SocketAddresses.agree(internet("0.0.0.0", 80), internet("::", 80)))
                .isTrue();
        assertThat(SocketAddresses.agree(internet("127.0.0.1", 80), internet("127.0.0.1", 81)))
                .isFalse();
        assertThat(SocketAddresses.agree(internet("127.0.0.1", 80), internet("0.0.0.0", 80)))
                .isFalse();
        assertThat(SocketAddresses.agree(internet("127.0.0.1", 80), unix("/run/x.sock")))
                .isFalse();
        assertThat(SocketAddresses.agree(unix("/run/x.sock"), unix("/run/x.sock")))
                .isTrue();
        assertThat(SocketAddresses.agree(unix("/run/x.sock"), null)).isFalse();
    }
}

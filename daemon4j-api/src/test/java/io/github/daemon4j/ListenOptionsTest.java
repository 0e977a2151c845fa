/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenOptionsTest {

    private static final SocketAddress HTTP = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    private final DaemonOptions.Builder options = DaemonOptions.builder();

    @Test
    void sockets_are_kept_in_order_and_by_a_builder_that_begins_with_them() {
        SocketAddress unix = UnixDomainSocketAddress.of("x.sock");
        DaemonOptions built = options.listen("http", HTTP).listen("admin", unix).build();
        options.listen("later", new InetSocketAddress(0));

        assertThat(built.listeners().keySet()).containsExactly("http", "admin");
        assertThat(built.toBuilder().build().listeners()).isEqualTo(built.listeners());
        assertThat(built.listeners()).containsEntry("admin", unix);
        assertThat(DaemonOptions.defaults().listeners()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\nb", "\u007f", "h\u00e4"})
    void a_name_that_could_not_be_handed_on_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.listen(name, HTTP))
                .withMessageContaining("1 to 255 characters of ASCII");
    }

    @Test
    void a_name_has_255_characters_at_most() {
        options.listen("x".repeat(255), HTTP);

        assertThatIllegalArgumentException().isThrownBy(() -> options.listen("x".repeat(256), HTTP));
    }

    @Test
    void each_name_and_each_address_comes_once() {
        options.listen("http", HTTP).listen("any", new InetSocketAddress(0)).listen("other", new InetSocketAddress(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.listen("http", new InetSocketAddress(1)))
                .withMessage("there is a socket \"http\" already, on 127.0.0.1:8080: each name once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.listen("https", HTTP))
                .withMessage("the sockets \"http\" and \"https\" are both to listen on 127.0.0.1:8080");
    }

    @Test
    void an_address_where_nobody_can_listen_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.listen("x", InetSocketAddress.createUnresolved("no.such.host", 80)))
                .withMessage("cannot listen there (socket \"x\"): the host no.such.host is not known");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.listen("x", UnixDomainSocketAddress.of("")))
                .withMessageContaining("a unix socket needs a path");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.listen("x", new SocketAddress() {}))
                .withMessageContaining("no InetSocketAddress and no UnixDomainSocketAddress");
        assertThat(options.build().listeners()).isEmpty();
    }
}

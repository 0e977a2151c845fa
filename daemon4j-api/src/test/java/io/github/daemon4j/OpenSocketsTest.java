/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.DetachResult;
import io.github.daemon4j.spi.GivenSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As on a system without a backend. */
class OpenSocketsTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path directory;

    private final DaemonOptions.Builder options = DaemonOptions.builder().name("test");
    private final DaemonSession session =
            ((DetachResult.Serving) new NoPlatform().detach(DaemonOptions.defaults(), null, null)).session();

    private OpenSockets open(GivenSocket... given) {
        return OpenSockets.of(options.build(), session, List.of(given));
    }

    /** One that somebody has given, under a name. */
    private record Given(String name, ServerSocketChannel channel) implements GivenSocket {

        static Given of(String name) throws IOException {
            return new Given(name, ServerSocketChannel.open().bind(ANY_PORT));
        }

        @Override
        public String giver() {
            return "the test";
        }

        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public ServerSocketChannel open() {
            if (!channel.isOpen()) {
                throw new DaemonException("cannot take " + name);
            }
            return channel;
        }
    }

    @Test
    void what_nobody_has_given_is_bound_here_and_closed_at_the_end() throws IOException {
        Path file = directory.resolve("x.sock");
        OpenSockets sockets = httpAndAdmin(file);

        ServerSocketChannel http = sockets.get("http").channel();
        assertThat(sockets.get("http").channel()).isSameAs(http);
        assertThat(((InetSocketAddress) sockets.get("http").address()).getPort())
                .isPositive();
        SocketChannel.open(http.getLocalAddress()).close();
        SocketChannel.open(UnixDomainSocketAddress.of(file)).close();

        sockets.close();
        assertThat(http.isOpen()).isFalse();
        assertThat(file).doesNotExist();
    }

    private OpenSockets httpAndAdmin(Path file) {
        options.listen("http", ANY_PORT).listen("admin", UnixDomainSocketAddress.of(file));
        return open();
    }

    /** The next process gets the socket again: without its file nobody could connect to it. */
    @Test
    void the_file_of_a_socket_that_a_manager_keeps_stays_at_the_end() throws IOException {
        Path file = directory.resolve("x.sock");
        DaemonTest.Told told = new DaemonTest.Told();
        told.keepsSockets = true;
        options.listen("http", ANY_PORT).listen("admin", UnixDomainSocketAddress.of(file));

        OpenSockets.of(options.build(), told, List.of(Given.of("http"))).close();

        assertThat(told.calls).as("what was given is kept already").containsExactly("keep admin");
        assertThat(file).exists();
    }

    @Test
    void a_kept_socket_whose_file_is_gone_is_bound_again_and_kept() throws IOException {
        Path file = directory.resolve("x.sock");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
        ServerSocketChannel kept =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        Files.delete(file); // as systemd does with RuntimeDirectory=
        DaemonTest.Told told = new DaemonTest.Told();
        options.listen("admin", address);

        try (OpenSockets sockets = OpenSockets.of(options.build(), told, List.of(new Given("admin", kept)))) {
            assertThat(sockets.get("admin").address()).isEqualTo(address);
            SocketChannel.open(address).close();
            assertThat(sockets.all()).hasSize(1);
        }
        assertThat(told.calls).containsExactly("forget admin", "keep admin");
        assertThat(kept.isOpen()).isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    void one_that_listens_elsewhere_than_the_program_does_is_kept_no_longer() throws IOException {
        InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        DaemonTest.Told told = new DaemonTest.Told();
        options.listen("http", elsewhere);

        try (OpenSockets sockets = OpenSockets.of(options.build(), told, List.of(Given.of("http")))) {
            assertThat(sockets.get("http").address()).isNotEqualTo(elsewhere);
        }
        assertThat(told.calls).containsExactly("forget http");
    }

    @Test
    void the_file_of_another_server_is_left_at_the_end() throws IOException {
        Path file = directory.resolve("x.sock");
        OpenSockets sockets = httpAndAdmin(file);
        Files.delete(file);
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(file));

            sockets.close();

            assertThat(file).exists();
        }
    }

    @Test
    void a_name_there_is_none_of_is_refused_with_those_there_are() throws IOException {
        options.listen("http", ANY_PORT);
        try (OpenSockets sockets = open(Given.of("other"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sockets.get("https"))
                    .withMessage("there is no socket \"https\"; those there are: http, other");
        }
    }

    @Test
    void what_nobody_has_asked_for_comes_last_and_what_cannot_be_taken_of_it_is_left_out() throws IOException {
        options.listen("http", ANY_PORT).listen("admin", ANY_PORT);
        Given broken = Given.of("broken");
        broken.channel().close();

        try (OpenSockets sockets = open(Given.of("extra"), broken, Given.of("admin"))) {
            assertThat(sockets.all()).extracting(DaemonSocket::name).containsExactly("http", "admin", "extra");
            assertThat(sockets.all()).isEqualTo(sockets.all());
        }
    }

    @Test
    void if_one_cannot_be_bound_none_stays_open() throws IOException {
        Path file = directory.resolve("x.sock");
        try (ServerSocketChannel busy = ServerSocketChannel.open().bind(ANY_PORT)) {
            InetSocketAddress address = (InetSocketAddress) busy.getLocalAddress();
            options.listen("admin", UnixDomainSocketAddress.of(file)).listen("http", address);

            assertThatExceptionOfType(DaemonException.class)
                    .isThrownBy(this::open)
                    .withMessageStartingWith("cannot listen on 127.0.0.1:" + address.getPort()
                            + " (socket \"http\"): Address already in use")
                    .withMessageEndingWith("take another address");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void what_a_dead_server_has_left_is_replaced_and_nothing_else() throws IOException {
        Path file = directory.resolve("x.sock");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(file)).close();
        options.listen("admin", UnixDomainSocketAddress.of(file));

        try (OpenSockets first = open()) {
            assertThat(first.get("admin").channel().isOpen()).isTrue();
            assertThatExceptionOfType(DaemonException.class)
                    .isThrownBy(this::open)
                    .withMessageContaining("a server listens there");
            assertThat(file).exists();
        }
        Files.writeString(file, "precious");
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(this::open)
                .withMessageContaining("something else of that name");
        assertThat(file).hasContent("precious");
    }
}

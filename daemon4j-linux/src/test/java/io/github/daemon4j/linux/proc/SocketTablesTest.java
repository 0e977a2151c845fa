/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.spi.DescriptorEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTablesTest {

    @TempDir
    Path proc;

    /** Rows as Linux 6.18 writes them, on a little-endian machine. */
    @BeforeEach
    void capturedTables() throws IOException {
        Files.createDirectories(proc.resolve("self/fd"));
        Files.createDirectories(proc.resolve("self/net"));
        Files.createDirectories(proc.resolve("sys/net/ipv4"));
        Files.writeString(proc.resolve("sys/net/ipv4/ip_local_port_range"), "32768\t60999\n");
        Files.write(proc.resolve("self/stat"), Fixtures.bytes(Fixtures.line(7, "java", 'S', 6, 7, 7, 0, -1, 1)));
        Files.writeString(proc.resolve("self/net/tcp"), """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:42AF 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 634 1 00000000f3c7b81e 100 0 0 10 0
                   1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 86242 1 0 10 0
                   2: 0100007F:9EAD 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 13157 1 0 10 0
                """);
        Files.writeString(proc.resolve("self/net/tcp6"), """
                  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000000000000000000000000000:24BC 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 700 1 0 100 0 0 10 0
                   1: B80D01200000000067452301EFCDAB89:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 701 1 0 100 0 0 10 0
                """);
        Files.writeString(proc.resolve("self/net/unix"), """
                Num       RefCount Protocol Flags    Type St Inode Path
                0000000000000000: 00000003 00000000 00000000 0001 03 21001 /run/finger.socket
                0000000000000000: 00000003 00000000 00000000 0001 03 21002
                """);
        open("self", 3, "/opt/jdk/lib/modules");
    }

    @Test
    void a_socket_opened_after_the_classes_of_the_jdk_is_one_of_this_jvm() throws IOException {
        open("self", 9, "socket:[634]");

        assertThat(tables().listeningSinceStart())
                .containsExactly(new ListeningSocket(9, "127.0.0.1:17071", 17071, false));
    }

    @Test
    void addresses_of_the_sixth_version_stand_in_brackets() throws IOException {
        open("self", 4, "socket:[700]");
        open("self", 5, "socket:[701]");

        assertThat(tables().listeningSinceStart())
                .extracting(ListeningSocket::address)
                .containsExactlyInAnyOrder("[0:0:0:0:0:0:0:0]:9404", "[2001:db8:0:0:123:4567:89ab:cdef]:80");
    }

    @Test
    void a_port_of_the_range_the_kernel_chooses_from_is_told_apart() throws IOException {
        open("self", 4, "socket:[13157]");

        assertThat(tables().listeningSinceStart())
                .containsExactly(new ListeningSocket(4, "127.0.0.1:40621", 40621, true));
    }

    @Test
    void a_connection_listens_nowhere() throws IOException {
        open("self", 4, "socket:[86242]");

        assertThat(tables().listeningSinceStart()).isEmpty();
    }

    @Test
    void sockets_the_process_was_started_with_are_not_its_own() throws IOException {
        Files.delete(proc.resolve("self/fd/3"));
        open("self", 3, "socket:[634]");
        open("self", 4, "socket:[700]");
        open("self", 5, "/opt/jdk/lib/modules");
        open("self", 6, "socket:[701]");

        assertThat(tables().listeningSinceStart())
                .extracting(ListeningSocket::descriptor)
                .containsExactly(6);
    }

    @Test
    void a_socket_the_parent_has_too_came_from_there() throws IOException {
        open("self", 10, "socket:[634]");
        open("self", 11, "socket:[700]");
        open("6", 10, "socket:[634]");

        assertThat(tables().listeningSinceStart())
                .extracting(ListeningSocket::descriptor)
                .containsExactly(11);
    }

    @Test
    void standard_streams_are_never_its_own() throws IOException {
        Files.delete(proc.resolve("self/fd/3"));
        open("self", 2, "socket:[634]");

        assertThat(tables().listeningSinceStart()).isEmpty();
    }

    @Test
    void of_any_process_it_is_told_where_its_sockets_listen() {
        List<DescriptorEntry> descriptors = List.of(
                descriptor(0, "/dev/null"),
                descriptor(4, "socket:[86242]"),
                descriptor(5, "socket:[634]"),
                descriptor(6, "socket:[634]"),
                descriptor(7, "socket:[701]"));

        assertThat(tables().listening(descriptors))
                .extracting(InetSocketAddress::toString)
                .containsExactly("/127.0.0.1:17071", "/[2001:db8:0:0:123:4567:89ab:cdef]:80");
    }

    private static DescriptorEntry descriptor(int number, String target) {
        return new DescriptorEntry(number, target, false, false);
    }

    @Test
    void a_tcp_connection_at_descriptor_0_is_one_of_the_network() throws IOException {
        open("self", 0, "socket:[86242]");

        assertThat(tables().isNetworkSocket(0)).isTrue();
    }

    @Test
    void a_unix_socket_with_a_name_is_one_too() throws IOException {
        open("self", 0, "socket:[21001]");

        assertThat(tables().isNetworkSocket(0)).isTrue();
    }

    @Test
    void half_of_a_socket_pair_is_only_a_pipe() throws IOException {
        open("self", 0, "socket:[21002]");

        assertThat(tables().isNetworkSocket(0)).isFalse();
    }

    @Test
    void what_is_in_no_table_is_nothing_known() throws IOException {
        open("self", 0, "socket:[1]");
        open("self", 1, "/nowhere");

        assertThat(tables().isNetworkSocket(0)).isFalse();
        assertThat(tables().isNetworkSocket(1)).isFalse();
        assertThat(tables().isNetworkSocket(2)).as("closed").isFalse();
    }

    private SocketTables tables() {
        return new SocketTables(proc, "self");
    }

    private void open(String process, int descriptor, String target) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(process).resolve("fd"));
        Files.createSymbolicLink(directory.resolve(Integer.toString(descriptor)), Path.of(target));
    }
}

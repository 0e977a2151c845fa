/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputTest {

    @TempDir
    Path tables;

    @BeforeEach
    void capturedTables() throws IOException {
        Files.writeString(tables.resolve("tcp"), """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 86242 1 0 10 0
                """);
        Files.writeString(tables.resolve("unix"), """
                Num       RefCount Protocol Flags    Type St Inode Path
                0000000000000000: 00000003 00000000 00000000 0001 03 21001 /run/finger.socket
                0000000000000000: 00000003 00000000 00000000 0001 03 21002
                """);
    }

    @Test
    void a_tcp_connection_is_one_of_the_network() throws IOException {
        assertThat(StandardInput.isNetworkSocket(tables, "86242")).isTrue();
    }

    @Test
    void a_unix_socket_with_a_name_is_one_too() throws IOException {
        assertThat(StandardInput.isNetworkSocket(tables, "21001")).isTrue();
    }

    @Test
    void half_of_a_socket_pair_is_only_a_pipe() throws IOException {
        assertThat(StandardInput.isNetworkSocket(tables, "21002")).isFalse();
    }

    @Test
    void an_inode_that_is_in_no_table_is_nothing_known() throws IOException {
        assertThat(StandardInput.isNetworkSocket(tables, "1")).isFalse();
    }
}

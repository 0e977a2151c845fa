/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever LISTEN_FDS and LISTEN_FDNAMES say, they name as many sockets as they count, or none. */
class PassedSocketsFuzzTest {

    private static final List<byte[]> INPUTS = List.of(
            "2\nhttp:admin".getBytes(StandardCharsets.US_ASCII),
            "3\n:unknown:x.socket".getBytes(StandardCharsets.US_ASCII),
            "-1\n".getBytes(StandardCharsets.US_ASCII),
            new byte[0]);

    @ParameterizedTest
    @ValueSource(longs = {1, 20261130, -7})
    void no_bytes_break_a_promise(long seed) {
        Mutations.feed(seed, INPUTS, PassedSocketsFuzzTest::fuzzerTestOneInput);
    }

    /** The first line is the count, the rest the names. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        String count = line < 0 ? text : text.substring(0, line);
        String names = line < 0 ? null : text.substring(line + 1);

        PassedSockets sockets = PassedSockets.of(count, names);

        assertThat(sockets.names()).hasSize(sockets.count());
        if (sockets.count() > 0) {
            assertThat(Integer.parseInt(count)).isEqualTo(sockets.count());
            PassedSockets again = PassedSockets.of(count, sockets.joinedNames());
            assertThat(again.names()).isEqualTo(sockets.names());
        }
    }
}

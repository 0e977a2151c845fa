/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassedSocketsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # LISTEN_FDS | LISTEN_FDNAMES | names
            1            | http           | http
            2            | http:admin     | http,admin
            2            | http:http      | http,http
            2            |                | unknown,unknown
            3            | http           | http,unknown,unknown
            1            | http:admin     | http
            3            | a::c           | a,unknown,c
            """)
    void each_descriptor_has_a_name(String count, String names, String expected) {
        assertThat(String.join(",", PassedSockets.of(count, names).names())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "x", "99999999999", "2147483647", "+ 1"})
    void a_count_that_is_none_is_no_sockets(String count) {
        assertThat(PassedSockets.of(count, "http").names()).isEmpty();
    }

    @Test
    void without_variables_there_are_none() {
        assertThat(PassedSockets.of(null, null).names()).isEmpty();
        assertThat(PassedSockets.ofManager().names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # asked      | given                 | then called
            http         | http                  | http
            http,admin   | admin,http            | admin,http
            http         | unknown               | http
            http,admin   | unknown,unknown       | http,admin
            http         | web.socket            | http
            http,admin   | web.socket,web.socket | http,admin
            # as many as are left, of those that have no name of their own
            http,admin   | web.socket,admin      | http,admin
            http,admin   | unknown               | unknown
            http         | unknown,unknown       | unknown,unknown
            # somebody has called it so: it is another one
            http         | admin                 | admin
            http,admin   | stored,unknown        | stored,unknown
            http         | http,http             | http,http
            http,admin   | http,http             | http,http
            http,x       | x,other,unknown       | x,other,unknown
            """)
    void those_without_a_name_of_their_own_are_taken_in_order(String asked, String given, String expected) {
        PassedSockets sockets = new PassedSockets(List.of(given.split(",", -1)));

        assertThat(String.join(
                        ",", sockets.namedAs(List.of(asked.split(",", -1))).names()))
                .isEqualTo(expected);
    }

    @Test
    void what_nobody_asks_for_keeps_its_name() {
        PassedSockets sockets = new PassedSockets(List.of("unknown", "http"));

        assertThat(sockets.namedAs(List.of())).isEqualTo(sockets);
    }

    @Test
    void it_says_again_what_it_was_told() {
        assertThat(PassedSockets.of("3", "a:b:a").joinedNames()).isEqualTo("a:b:a");
    }
}

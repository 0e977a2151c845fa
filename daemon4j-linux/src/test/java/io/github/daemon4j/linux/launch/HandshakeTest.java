/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    @Test
    void the_variable_says_everything_again() {
        Handshake handshake = new Handshake(3, 81234L, 4, Redirect.Kind.APPEND, false, "/home/a:b c");

        assertThat(Handshake.parse(handshake.format())).isEqualTo(handshake);
    }

    @Test
    void a_daemon_that_leads_its_session_knows_it() {
        Handshake handshake = new Handshake(3, 1L, -1, Redirect.Kind.DISCARD, true, "/");

        assertThat(Handshake.parse(handshake.format())).isEqualTo(handshake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1:3:81234:4:APPEND:member",
                "2:3:81234:4:APPEND:member:/",
                "1:x:81234:4:APPEND:member:/",
                "1:3:81234:4:NOWHERE:member:/"
            })
    void what_no_launcher_wrote_is_not_believed(String value) {
        assertThat(Handshake.parse(value)).isNull();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

    private static final Mark MARK = new Mark(
            4,
            81234,
            65536,
            -1,
            Stream.of(Redirect.Kind.DISCARD),
            null,
            SocketCounts.NONE,
            false,
            100,
            5000,
            1,
            -1,
            -1,
            0,
            -1,
            "/",
            null);

    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "true,  false, 100, 5000, DAEMON,   the launcher's child in a session of its own",
        "true,  false, 1,   20,   DAEMON,   adopted by init because the launcher was killed",
        "true,  false, 100, -1,   DAEMON,   its launcher is hidden by hidepid",
        "true,  false, 0,   -1,   DAEMON,   its parent is outside its pid namespace",
        "true,  true,  200, 9000, STRANGER, a child of the daemon that was left every descriptor",
        "false, true,  200, 9000, STRANGER, a child of the daemon that starts a daemon of its own",
        "false, false, 300, 9500, STRANGER, a child in a session of its own",
        "false, false, 1,   20,   STRANGER, an orphan of the daemon",
        "false, false, 100, 5001, STRANGER, another process has the launcher's pid by now",
        "false, false, 100, 5000, LOST,     the daemon without its pipe",
        "false, true,  100, 5000, LOST,     the daemon without its pipe in the launcher's session",
        "false, false, 100, -1,   LOST,     the daemon without its pipe under hidepid",
        "false, false, 0,   -1,   STRANGER, its parent is outside its pid namespace and it has no pipe",
    })
    void who_is_meant(
            boolean hasPipe, boolean parentInSession, long parent, long parentStart, Role role, String description) {
        assertThat(Role.of(MARK, hasPipe, parentInSession, 0, parent, parentStart))
                .as(description)
                .isEqualTo(role);
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "true,  400, 400, DAEMON,   its keeper's child",
        "true,  400, 1,   STRANGER, a child of its in a session with init as its parent",
        "true,  400, 500, STRANGER, a child of a daemon with a keeper",
        "false, 400, 400, LOST,     its keeper's child without its pipe",
    })
    void a_keeper_is_the_parent_of_the_daemon_in_one_session(
            boolean hasPipe, long keeper, long parent, Role role, String description) {
        assertThat(Role.of(MARK, hasPipe, true, keeper, parent, 20))
                .as(description)
                .isEqualTo(role);
    }
}

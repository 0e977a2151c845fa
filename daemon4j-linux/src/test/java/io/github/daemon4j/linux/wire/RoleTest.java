/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

    private static final Mark MARK = mark(false);

    private static Mark mark(boolean sessionLeader) {
        return new Mark(
                4,
                81234,
                65536,
                -1,
                Stream.of(Redirect.Kind.DISCARD),
                null,
                SocketCounts.NONE,
                sessionLeader,
                100,
                5000,
                1,
                -1,
                -1,
                0,
                -1,
                "/",
                null);
    }

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
        Parent seen = new Parent(parent, parentStart, parentInSession, false, 1);

        assertThat(Role.of(MARK, hasPipe, seen, 0)).as(description).isEqualTo(role);
    }

    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "true,  true,  true,  100, DAEMON,   the one between launcher and daemon has not ended yet",
        "false, true,  true,  100, LOST,     the same and the daemon has no pipe",
        "true,  true,  true,  300, STRANGER, a grandchild of the daemon in a session that its parent leads",
        "true,  true,  false, 100, STRANGER, a child of the daemon that its launcher has adopted",
        "true,  false, true,  100, DAEMON,   the launcher adopts and the daemon is in a session of its own",
    })
    void the_leader_of_its_session_whom_the_launcher_has_started_is_about_to_end(
            boolean hasPipe, boolean inSession, boolean leads, long grandparent, Role role, String description) {
        Parent seen = new Parent(150, 5001, inSession, leads, grandparent);

        assertThat(Role.of(MARK, hasPipe, seen, 0)).as(description).isEqualTo(role);
    }

    @Test
    void where_the_daemon_leads_its_session_the_leader_is_the_daemon() {
        Parent daemon = new Parent(150, 5001, true, true, 100);

        assertThat(Role.of(mark(true), true, daemon, 0)).isEqualTo(Role.STRANGER);
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
        Parent seen = new Parent(parent, 20, true, false, 1);

        assertThat(Role.of(MARK, hasPipe, seen, keeper)).as(description).isEqualTo(role);
    }
}

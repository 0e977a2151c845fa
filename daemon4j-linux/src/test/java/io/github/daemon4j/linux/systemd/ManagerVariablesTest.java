/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManagerVariablesTest {

    @Test
    void a_detached_daemon_is_nobody_the_manager_speaks_to() {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", "/run/n", "SYSTEMD_EXEC_PID", "7", "HOME", "/");

        assertThat(ManagerVariables.foreign(environment, 7, true, Set.of()))
                .containsExactly("NOTIFY_SOCKET", "SYSTEMD_EXEC_PID");
    }

    @Test
    void who_stays_is_spoken_to_unless_another_process_was_started() {
        assertThat(ManagerVariables.foreign(Map.of("NOTIFY_SOCKET", "/run/n"), 7, false, Set.of()))
                .isEmpty();
        assertThat(ManagerVariables.foreign(
                        Map.of("NOTIFY_SOCKET", "/run/n", "SYSTEMD_EXEC_PID", "7"), 7, false, Set.of()))
                .isEmpty();
        assertThat(ManagerVariables.foreign(
                        Map.of("NOTIFY_SOCKET", "/run/n", "SYSTEMD_EXEC_PID", "8"), 7, false, Set.of()))
                .containsExactly("NOTIFY_SOCKET", "SYSTEMD_EXEC_PID");
    }

    @Test
    void what_was_set_for_the_daemon_is_meant_for_it() {
        assertThat(ManagerVariables.foreign(Map.of("NOTIFY_SOCKET", "/run/mine"), 7, true, Set.of("NOTIFY_SOCKET")))
                .isEmpty();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.LaunchMode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModeDecisionTest {

    private static final long PID = 4711;

    private static ModeDecision decide(Map<String, String> environment) {
        return ModeDecision.decide(Optional.empty(), environment, PID, false);
    }

    @Test
    void a_shell_says_nothing_and_gets_a_daemon() {
        assertThat(decide(Map.of("PATH", "/bin")).mode()).isEqualTo(LaunchMode.DETACHED);
    }

    @Test
    void a_notify_socket_means_a_service_manager() {
        ModeDecision decision = decide(Map.of("NOTIFY_SOCKET", "/run/systemd/notify"));

        assertThat(decision.mode()).isEqualTo(LaunchMode.SYSTEMD);
        assertThat(decision.why()).contains("NOTIFY_SOCKET=/run/systemd/notify");
    }

    @Test
    void systemd_started_this_very_process() {
        assertThat(decide(Map.of("SYSTEMD_EXEC_PID", "4711")).mode()).isEqualTo(LaunchMode.SYSTEMD);
    }

    @Test
    void a_shell_inside_a_service_is_still_a_shell() {
        assertThat(decide(Map.of("SYSTEMD_EXEC_PID", "1234")).mode()).isEqualTo(LaunchMode.DETACHED);
    }

    @Test
    void a_forking_unit_names_its_pid_file_and_wants_the_fork() {
        assertThat(decide(Map.of("SYSTEMD_EXEC_PID", "4711", "PIDFILE", "/run/x.pid"))
                        .mode())
                .isEqualTo(LaunchMode.DETACHED);
    }

    @Test
    void process_1_of_a_container_stays() {
        assertThat(ModeDecision.decide(Optional.empty(), Map.of(), 1, false).mode())
                .isEqualTo(LaunchMode.CONTAINER);
    }

    @Test
    void a_network_socket_as_standard_input_means_inetd() {
        assertThat(ModeDecision.decide(Optional.empty(), Map.of(), PID, true).mode())
                .isEqualTo(LaunchMode.INETD);
    }

    @Test
    void the_variable_overrides_what_is_found_out() {
        assertThat(decide(Map.of("DAEMON4J_MODE", "foreground", "NOTIFY_SOCKET", "/x"))
                        .mode())
                .isEqualTo(LaunchMode.FOREGROUND);
    }

    @Test
    void the_program_overrides_the_variable() {
        assertThat(ModeDecision.decide(
                                Optional.of(LaunchMode.DETACHED), Map.of("DAEMON4J_MODE", "foreground"), PID, false)
                        .mode())
                .isEqualTo(LaunchMode.DETACHED);
    }

    @Test
    void a_variable_that_names_no_mode_is_an_error_that_lists_them() {
        assertThatThrownBy(() -> decide(Map.of("DAEMON4J_MODE", "yes")))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("DAEMON4J_MODE=yes")
                .hasMessageContaining("FOREGROUND");
    }
}

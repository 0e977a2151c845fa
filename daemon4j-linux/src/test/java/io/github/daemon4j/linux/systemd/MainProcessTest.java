/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainProcessTest {

    private static boolean isGuessed(String execPid, String pidFile) {
        return MainProcess.isGuessed(new OwnService(execPid, pidFile, "7", "6", "sh"));
    }

    @Test
    void is_guessed_in_an_own_service_without_a_pid_file() {
        assertThat(isGuessed("7", "")).isTrue();
        assertThat(isGuessed("6", "")).as("by way of a script").isTrue();
        assertThat(isGuessed("7", "/run/app.pid")).isFalse();
    }

    @Test
    void is_none_of_ours_in_the_service_of_somebody_else() {
        assertThat(isGuessed("5", "")).isFalse();
        assertThat(isGuessed("", "")).isFalse();
    }
}

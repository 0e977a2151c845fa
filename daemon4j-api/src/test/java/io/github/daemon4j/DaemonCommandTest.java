/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided without a platform; the verbs themselves are run by the integration tests. */
class DaemonCommandTest {

    private static final Startup NEVER = daemon -> {
        throw new AssertionError("started");
    };

    private static final DaemonOptions PID_FILE =
            DaemonOptions.builder().pidFile(Path.of("server.pid")).build();

    private static int execute(DaemonOptions options, String... words) {
        return DaemonCommand.of(options, NEVER).execute(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "Start", "--start", "-x", " start"})
    void a_wrong_verb_is_a_wrong_argument_of_the_lsb(String verb) {
        assertThat(execute(PID_FILE, verb)).isEqualTo(2);
    }

    @Test
    void no_verb_is_wrong_too() {
        assertThat(execute(PID_FILE)).isEqualTo(2);
        assertThat(execute(PID_FILE, "")).isEqualTo(2);
        assertThat(execute(PID_FILE, "stop", "start")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "restart", "upgrade"})
    void without_a_pid_file_there_is_nothing_configured_that_could_be_stopped(String verb) {
        assertThat(execute(DaemonOptions.defaults(), verb)).isEqualTo(6);
    }

    @Test
    void without_a_log_there_is_nothing_configured_that_could_be_shown() {
        assertThat(execute(PID_FILE, "logs")).isEqualTo(6);
        assertThat(DaemonCommand.of(PID_FILE, NEVER).logs()).isEqualTo(6);
    }

    /** Its 1, 2 and 3 are answers: dead with a pid file, dead with a lock file, not running. */
    @Test
    void a_status_that_cannot_be_found_out_is_unknown_whatever_the_reason() {
        assertThat(execute(DaemonOptions.defaults(), "status"))
                .as("no pid file is configured")
                .isEqualTo(4);
        assertThat(execute(PID_FILE, "status"))
                .as("there is no backend in this test")
                .isEqualTo(4);
        assertThat(execute(PID_FILE, "status", "server"))
                .as("an argument too many")
                .isEqualTo(4);
    }

    @Test
    void a_report_that_cannot_be_had_is_unknown_too() {
        assertThat(execute(DaemonOptions.defaults(), "report")).isEqualTo(4);
        assertThat(execute(PID_FILE, "report")).isEqualTo(4);
        assertThat(DaemonCommand.of(PID_FILE, NEVER).report()).isEqualTo(4);
    }

    @Test
    void without_a_backend_there_is_no_systemd() {
        assertThat(execute(PID_FILE, "unit")).isEqualTo(3);
        assertThat(DaemonCommand.of(PID_FILE, NEVER).unit("--port", "80")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "restart", "upgrade"})
    void without_a_backend_nothing_can_be_stopped(String verb) {
        assertThat(execute(PID_FILE, verb)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h", "help", "start --help", "stop -h", "restart --help", "status --help", "logs --help"})
    void whoever_asks_for_help_has_done_nothing_wrong(String words) {
        assertThat(execute(DaemonOptions.defaults(), words.split(" "))).isZero();
    }

    @Test
    void a_body_is_asked_for_before_anything_is_done() {
        assertThatNullPointerException()
                .isThrownBy(() -> DaemonCommand.of(PID_FILE, (Startup) missing()))
                .withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> DaemonCommand.of(missing(), NEVER))
                .withMessage("options");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without a checker may pass
    private static <T> T missing() {
        return null;
    }
}

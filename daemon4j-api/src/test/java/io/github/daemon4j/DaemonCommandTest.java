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
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided without a platform; the verbs themselves are run by quickstart's tests. */
class DaemonCommandTest {

    private static final Startup NEVER = daemon -> {
        throw new AssertionError("started");
    };

    private static final DaemonOptions PID_FILE =
            DaemonOptions.builder().pidFile(Path.of("server.pid")).build();

    @Test
    void a_wrong_verb_is_a_wrong_argument_of_the_lsb() {
        assertThat(DaemonCommand.run(new String[] {"begin"}, DaemonOptions.defaults(), NEVER))
                .hasValue(2);
    }

    @Test
    void no_verb_and_two_verbs_are_wrong_too() {
        assertThat(DaemonCommand.run(new String[0], DaemonOptions.defaults(), NEVER))
                .hasValue(2);
        assertThat(DaemonCommand.run(new String[] {"start", "stop"}, DaemonOptions.defaults(), NEVER))
                .hasValue(2);
    }

    @Test
    void without_a_pid_file_there_is_nothing_configured_that_could_be_stopped() {
        assertThat(DaemonCommand.run(new String[] {"stop"}, DaemonOptions.defaults(), NEVER))
                .hasValue(6);
    }

    /** Its 1, 2 and 3 are answers: dead with a pid file, dead with a lock file, not running. */
    @Test
    void a_status_that_cannot_be_found_out_is_unknown_whatever_the_reason() {
        assertThat(DaemonCommand.run(new String[] {"status"}, DaemonOptions.defaults(), NEVER))
                .as("no pid file is configured")
                .hasValue(4);
        assertThat(DaemonCommand.run(new String[] {"status"}, PID_FILE, NEVER))
                .as("there is no backend in this test")
                .hasValue(4);
        assertThat(DaemonCommand.run(new String[] {"status", "server"}, PID_FILE, NEVER))
                .as("an argument too many")
                .hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart", "run"})
    void without_a_backend_every_other_verb_fails(String verb) {
        assertThat(DaemonCommand.run(new String[] {verb}, PID_FILE, NEVER)).hasValue(1);
    }

    @Test
    void a_body_is_asked_for_before_anything_is_done() {
        String[] start = {"start"};
        assertThatNullPointerException()
                .isThrownBy(() -> DaemonCommand.run(start, PID_FILE, missing()))
                .withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> DaemonCommand.run(start, missing(), NEVER))
                .withMessage("options");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without a checker may pass
    private static <T> T missing() {
        return null;
    }
}

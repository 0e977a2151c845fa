/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided without a platform; the verbs themselves are run by quickstart's tests. */
class DaemonCommandTest {

    private static final Startup NEVER = daemon -> {
        throw new AssertionError("started");
    };

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

    @ParameterizedTest
    @ValueSource(strings = {"stop", "status"})
    void without_a_pid_file_nothing_is_configured_that_could_be_asked(String verb) {
        assertThat(DaemonCommand.run(new String[] {verb}, DaemonOptions.defaults(), NEVER))
                .hasValue(6);
    }
}

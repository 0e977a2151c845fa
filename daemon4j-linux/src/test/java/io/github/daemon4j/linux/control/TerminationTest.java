/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.control.Termination.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminationTest {

    private static final int KILL = 9;
    private static final int TERM = 15;
    private static final int CONT = 18;
    private static final long KILLED_MILLIS = 10_000;

    @Test
    void a_suspended_process_is_woken_to_hear_what_it_was_sent() {
        assertThat(Termination.of(Duration.ofSeconds(2)).steps().get(0)).isEqualTo(new Step(List.of(TERM, CONT), 2000));
    }

    @Test
    void a_grace_that_is_over_ends_in_a_kill_with_a_limit() {
        assertThat(Termination.of(Duration.ofMillis(1)).steps())
                .hasSize(2)
                .endsWith(new Step(List.of(KILL), KILLED_MILLIS));
    }

    @Test
    void no_grace_is_a_kill_at_once() {
        assertThat(Termination.of(Duration.ZERO).steps()).containsExactly(new Step(List.of(KILL), KILLED_MILLIS));
    }

    @Test
    void what_is_ending_by_itself_is_sent_nothing_in_its_grace() {
        assertThat(Termination.ending(Duration.ofSeconds(30)).steps())
                .containsExactly(new Step(List.of(), 30_000), new Step(List.of(KILL), KILLED_MILLIS));
    }

    @Test
    void a_grace_for_ever_is_long_and_not_negative() {
        assertThat(Termination.of(Duration.ofSeconds(Long.MAX_VALUE))
                        .steps()
                        .get(0)
                        .millis())
                .isEqualTo(Duration.ofDays(365).toMillis());
    }
}

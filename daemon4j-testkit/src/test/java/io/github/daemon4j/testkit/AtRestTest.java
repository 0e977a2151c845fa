/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static io.github.daemon4j.testkit.ProcFs.areAtRest;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When all threads of a process slept at one instant. */
class AtRestTest {

    @Test
    void two_looks_that_differ_in_nothing_are_one_instant() {
        assertThat(areAtRest(List.of(thread('S', 7), thread('t', 9)), List.of(thread('S', 7), thread('t', 9))))
                .isTrue();
    }

    @Test
    void one_that_waits_for_a_processor_or_a_disk_is_not_at_rest() {
        for (char state : new char[] {'R', 'D'}) {
            List<String> look = List.of(thread('S', 7), thread(state, 9));

            assertThat(areAtRest(look, look)).as("%s", state).isFalse();
        }
    }

    @Test
    void one_that_has_run_between_the_looks_may_have_woken_another() {
        assertThat(areAtRest(List.of(thread('S', 7)), List.of(thread('S', 8)))).isFalse();
    }

    @Test
    void neither_is_who_has_made_a_thread_meanwhile_nor_who_has_lost_one() {
        List<String> one = List.of(thread('S', 7));
        List<String> two = List.of(thread('S', 7), thread('S', 1));

        assertThat(areAtRest(one, two)).isFalse();
        assertThat(areAtRest(two, one)).isFalse();
    }

    @Test
    void what_cannot_be_read_is_not_at_rest() {
        assertThat(areAtRest(List.of(), List.of())).isFalse();
        assertThat(areAtRest(List.of(""), List.of(""))).isFalse();
    }

    /** As {@code /proc/PID/task/TID/status} has it, shortened. */
    private static String thread(char state, int switches) {
        return "Name:\tR D\nState:\t" + state + " (any)\nvoluntary_ctxt_switches:\t" + switches
                + "\nnonvoluntary_ctxt_switches:\t0\n";
    }
}

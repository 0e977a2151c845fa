/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a transcript is compared, and what is not. */
class StoryTest {

    @Test
    void a_step_is_what_is_typed_at_a_prompt_and_the_lines_below_it() {
        List<Story.Step> steps = Story.parse(List.of("desk$ ssh master", "master$ ls -l  # all", "total 0", "a"));

        assertThat(steps)
                .containsExactly(
                        new Story.Step("desk", "ssh master", List.of()),
                        new Story.Step("master", "ls -l", List.of("total 0", "a")));
    }

    @Test
    void numbers_and_the_width_of_spaces_are_not_compared_and_all_else_is() {
        Story.Step step = step("status", "web1   running (pid 7)");

        assertThat(step.isAnsweredBy(List.of("web1 running (pid 1234)  "))).isTrue();
        assertThat(step.isAnsweredBy(List.of("web1 dead (pid 7)"))).isFalse();
        assertThat(step.isAnsweredBy(List.of())).isFalse();
        assertThat(step.isAnsweredBy(List.of("web1 running (pid 7)", "and more")))
                .isFalse();
        assertThat(step("true").isAnsweredBy(List.of("anything"))).isFalse();
    }

    @Test
    void dots_stand_for_any_lines_between_those_that_are_there_in_this_order() {
        Story.Step step = step("log", "first", "...", "last");

        assertThat(step.isAnsweredBy(List.of("first", "x", "y", "last"))).isTrue();
        assertThat(step.isAnsweredBy(List.of("first", "last"))).isTrue();
        assertThat(step.isAnsweredBy(List.of("last", "first"))).isFalse();
        assertThat(step.isAnsweredBy(List.of("first", "x"))).isFalse();
    }

    @Test
    void what_ssh_prints_comes_in_any_order() {
        assertThat(step("ssh a b", "out", "err").isAnsweredBy(List.of("err", "out")))
                .isTrue();
        assertThat(step("cluster", "out", "err").isAnsweredBy(List.of("err", "out")))
                .isFalse();
    }

    private static Story.Step step(String command, String... answer) {
        return new Story.Step("desk", command, List.of(answer));
    }
}

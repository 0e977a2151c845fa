/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.SocketCounts;
import io.github.daemon4j.linux.wire.Stream;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    private static Mark mark(long uid) {
        return new Mark(
                4,
                1,
                65536,
                -1,
                Stream.of(Redirect.Kind.DISCARD),
                null,
                SocketCounts.NONE,
                false,
                1,
                2,
                1,
                -1,
                -1,
                0,
                uid,
                "/",
                null);
    }

    @Test
    void who_was_to_become_somebody_else_and_did_is_no_problem() {
        assertThat(SelfCheck.userProblem(65534, 65534, mark(65534))).isNull();
        assertThat(SelfCheck.userProblem(4294967294L, 4294967294L, mark(4294967294L)))
                .isNull();
    }

    @Test
    void who_stays_who_the_launcher_is_may_be_anybody() {
        assertThat(SelfCheck.userProblem(1000, 1000, mark(-1))).isNull();
        assertThat(SelfCheck.userProblem(1000, 0, mark(-1))).isNull();
    }

    @Test
    void another_user_than_the_one_asked_for_is_a_problem_even_by_half() {
        assertThat(SelfCheck.userProblem(0, 0, mark(65534))).contains("uid 0", "not as uid 65534");
        assertThat(SelfCheck.userProblem(65534, 0, mark(65534))).contains("effective uid 0");
        assertThat(SelfCheck.userProblem(0, 65534, mark(65534))).contains("uid 0");
    }
}

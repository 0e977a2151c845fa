/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembersTest {

    private static final long GONE = -1;

    @Test
    void a_session_is_known_as_long_as_its_leader_is_the_same_or_gone() {
        assertThat(Members.isSameSession(100L, 100L)).isTrue();
        assertThat(Members.isSameSession(100L, null)).isTrue();
        assertThat(Members.isSameSession(GONE, null)).isTrue();
    }

    @Test
    void a_session_id_that_another_leader_has_now_is_another_session() {
        assertThat(Members.isSameSession(100L, 200L)).isFalse();
        assertThat(Members.isSameSession(GONE, 200L)).isFalse();
        assertThat(Members.isSameSession(null, 200L)).isFalse();
    }
}

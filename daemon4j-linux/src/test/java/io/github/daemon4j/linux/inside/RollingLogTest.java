/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RollingLogTest {

    @Test
    void a_file_that_does_not_grow_is_looked_at_four_times_a_second() {
        assertThat(RollingLog.wait(1000, 0, 250)).isEqualTo(250);
        assertThat(RollingLog.wait(1000, -5, 250)).isEqualTo(250);
    }

    @Test
    void one_that_grows_is_looked_at_before_it_is_full() {
        assertThat(RollingLog.wait(1000, 1000, 250)).isEqualTo(125);
        assertThat(RollingLog.wait(100_000_000, 1000, 250)).isEqualTo(250);
    }

    @Test
    void nobody_looks_without_a_pause() {
        assertThat(RollingLog.wait(1, 1_000_000, 10)).isEqualTo(10);
        assertThat(RollingLog.wait(1000, 1, 0)).isEqualTo(250);
    }

    /** It was to be rotated and could not be: there is no hurry. */
    @Test
    void one_that_is_too_large_already_is_no_reason_to_hurry() {
        assertThat(RollingLog.wait(-5, 1000, 250)).isEqualTo(250);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFdTest {

    /** Linux 6.1 and 6.12 say EINVAL of a dead leader whose group lives; 6.18 says ESRCH. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 22})
    void a_process_is_gone_whatever_the_kernel_calls_that(int errno) {
        assertThat(PidFd.isGone(new Errno(errno))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 38})
    void what_keeps_this_process_from_asking_does_not_mean_that_the_other_is_gone(int errno) {
        assertThat(PidFd.isGone(new Errno(errno))).isFalse();
    }

    @Test
    void a_number_that_no_process_has_is_that_of_one_that_is_gone() throws Exception {
        assertThat(PidFd.openOrGone(Integer.MAX_VALUE)).isNull();
    }

    @Test
    void a_process_that_lives_is_opened() throws Exception {
        try (PidFd self =
                Objects.requireNonNull(PidFd.openOrGone(ProcessHandle.current().pid()))) {
            assertThat(self.awaitEnd(0)).isFalse();
        }
    }
}

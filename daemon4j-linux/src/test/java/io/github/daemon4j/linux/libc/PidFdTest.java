/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFdTest {

    private static PidFd.Call answering(int errno) {
        return pid -> {
            throw new ErrnoException("pidfd_open(" + pid + ")", new Errno(errno));
        };
    }

    /** Linux 6.1 and 6.12 say EINVAL of a dead leader whose group lives; 6.18 says ESRCH. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 22})
    void a_process_is_gone_whatever_the_kernel_calls_that(int errno) throws Exception {
        assertThat(PidFd.openOrGone(7, answering(errno))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 38})
    void what_keeps_this_process_from_asking_does_not_mean_that_the_other_is_gone(int errno) {
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> PidFd.openOrGone(7, answering(errno)))
                .satisfies(failure -> assertThat(failure.errno()).isEqualTo(new Errno(errno)));
    }

    @Test
    void a_process_that_lives_is_opened() throws Exception {
        try (PidFd self =
                Objects.requireNonNull(PidFd.openOrGone(ProcessHandle.current().pid()))) {
            assertThat(self.awaitEnd(0)).isFalse();
        }
    }
}

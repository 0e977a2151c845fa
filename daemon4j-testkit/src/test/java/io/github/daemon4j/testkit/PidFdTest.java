/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFdTest {

    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int EINVAL = 22;
    private static final int EMFILE = 24;

    @ParameterizedTest
    @ValueSource(ints = {ESRCH, EINVAL, ENOENT})
    void what_the_kernels_say_of_a_process_that_is_gone_is_one_answer(int error) {
        assertThat(Libc.openOrGone(4711, -1, error)).isEqualTo(-1);
    }

    @Test
    void another_error_is_no_sign_of_its_end() {
        assertThatThrownBy(() -> Libc.openOrGone(4711, -1, EMFILE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("pidfd_open(4711) failed", "(errno 24)");
    }

    @Test
    void a_descriptor_is_a_descriptor() {
        assertThat(Libc.openOrGone(4711, 7, 0)).isEqualTo(7);
    }

    @Test
    void fdinfo_says_which_process_a_descriptor_means() {
        assertThat(ProcFs.pidIn("pos:\t0\nflags:\t02000002\nmnt_id:\t15\nino:\t81\nPid:\t4711\nNSpid:\t4711\t3\n"))
                .isEqualTo(4711);
        assertThat(ProcFs.pidIn("pos:\t0\nPid:\t-1\nNSpid:\t-1\n")).isEqualTo(ProcFs.REAPED);
        assertThat(ProcFs.pidIn("pos:\t0\nPid:\t0\nNSpid:\t0\n"))
                .as("not of the namespace of this /proc")
                .isZero();
        assertThat(ProcFs.pidIn("")).as("no such /proc/self/fdinfo/FD").isZero();
    }
}

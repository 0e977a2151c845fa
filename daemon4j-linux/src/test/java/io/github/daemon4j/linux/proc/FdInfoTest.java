/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FdInfoTest {

    private static FdInfo parse(String text) {
        return FdInfo.parse(Fixtures.bytes(text));
    }

    @Test
    void a_file_has_a_position() {
        assertThat(parse("pos:\t42\nflags:\t0100000\nmnt_id:\t25\nino:\t2013\n"))
                .isEqualTo(new FdInfo(42, 0));
    }

    @Test
    void a_pidfd_names_its_process_in_the_numbering_of_the_mount_that_was_read() {
        assertThat(parse("pos:\t0\nflags:\t02\nmnt_id:\t15\nino:\t7\nPid:\t4711\nNSpid:\t4711\t3\n")
                        .pid())
                .isEqualTo(4711);
    }

    @Test
    void a_pidfd_of_a_process_that_was_reaped_says_minus_one() {
        assertThat(parse("pos:\t0\nPid:\t-1\n").pid()).isEqualTo(-1);
    }

    @Test
    void a_process_of_a_namespace_that_is_not_shown_has_no_number() {
        assertThat(parse("pos:\t0\nPid:\t0\n").pid()).isZero();
    }

    @Test
    void nonsense_says_nothing() {
        assertThat(parse("")).isEqualTo(new FdInfo(-1, 0));
        assertThat(parse("pos:\nflags:x\nxPid:\t3")).isEqualTo(new FdInfo(-1, 0));
    }
}

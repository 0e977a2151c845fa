/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FdInfoTest {

    private static FdInfo parse(String text) {
        return FdInfo.parse(Fixtures.bytes(text));
    }

    @Test
    void a_file_has_a_position() {
        assertThat(parse("pos:\t42\nflags:\t0100000\nmnt_id:\t25\nino:\t2013\n"))
                .isEqualTo(new FdInfo(42, 0, List.of()));
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
    void write_locks_of_a_range_are_told_from_read_locks_and_from_those_of_flock() {
        assertThat(parse("""
                                pos:\t0
                                ino:\t7
                                lock:\t1: OFDLCK ADVISORY  WRITE -1 fe:00:2147008 0 0
                                lock:\t2: OFDLCK ADVISORY  READ -1 fe:00:2147008 3 3
                                lock:\t3: POSIX  ADVISORY  WRITE 4711 fe:00:2147008 4 4
                                lock:\t4: FLOCK  ADVISORY  WRITE 4711 fe:00:2147008 0 EOF
                                lock:\t5: OFDLCK ADVISORY  WRITE -1 fe:00:2147008 5 EOF
                                lock:\tx
                                """).writeLocks()).containsExactly(0L, 4L, 5L);
    }

    @Test
    void nonsense_says_nothing() {
        assertThat(parse("")).isEqualTo(new FdInfo(-1, 0, List.of()));
        assertThat(parse("pos:\nflags:x\nxPid:\t3")).isEqualTo(new FdInfo(-1, 0, List.of()));
    }
}

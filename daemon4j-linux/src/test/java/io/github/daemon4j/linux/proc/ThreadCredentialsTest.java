/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadCredentialsTest {

    private static final String STATUS = """
            Name:\tC2 CompilerThre
            Umask:\t0027
            Uid:\t33\t33\t0\t33
            Gid:\t34\t34\t34\t34
            FDSize:\t64
            Groups:\t50 34 4294967294\s
            CapInh:\t0000000000000001
            CapPrm:\t0000000000000400
            CapEff:\t0000000000000002
            CapBnd:\t000001ffffffffff
            CapAmb:\t0000000000000004
            NoNewPrivs:\t1
            Seccomp:\t0
            """;

    @Test
    void every_line_that_grants_something_is_read() {
        ThreadCredentials thread = ThreadCredentials.parse(STATUS.getBytes(StandardCharsets.US_ASCII));

        assertThat(thread)
                .isEqualTo(new ThreadCredentials(
                        "C2 CompilerThre",
                        List.of(33L, 33L, 0L, 33L),
                        List.of(34L, 34L, 34L, 34L),
                        List.of(34L, 50L, 4294967294L),
                        1,
                        0x400,
                        2,
                        0x1ffffffffffL,
                        4,
                        true));
        assertThat(thread.is(33, 34)).isFalse();
        assertThat(thread.hasNoCapabilities()).isFalse();
        assertThat(thread.isLike(thread)).isTrue();
    }

    @Test
    void what_a_kernel_does_not_write_is_nobody() {
        ThreadCredentials nothing = ThreadCredentials.parse(new byte[0]);

        assertThat(nothing.is(0, 0)).isFalse();
    }

    @Test
    void this_process_has_threads_that_are_alike() throws Exception {
        List<ThreadCredentials> all = ThreadCredentials.ofAll();

        assertThat(all).hasSizeGreaterThan(5).allMatch(thread -> thread.isLike(all.get(0)));
    }
}

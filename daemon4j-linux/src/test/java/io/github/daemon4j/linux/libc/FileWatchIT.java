/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileWatchIT {

    private static final long QUICK_MILLIS = 50;

    @Test
    void who_waits_shortly_looks_and_who_waits_long_is_woken() throws Exception {
        try (Descriptor file = Descriptor.anonymousFile("daemon4j-test");
                FileWatch watch = FileWatch.after(QUICK_MILLIS, file)) {
            assertThat(watch.number()).isNegative();
            assertThat(watch.limit(-1)).isBetween(1L, QUICK_MILLIS);

            Poll.await(QUICK_MILLIS, watch.number());
            assertThat(watch.limit(-1))
                    .as("what was written before is looked at")
                    .isZero();
            assertThat(watch.number()).isNotNegative();
            assertThat(watch.limit(-1)).isEqualTo(-1);

            file.replaceContent(new byte[] {'x'});
            assertThat(Poll.await(5000, watch.number())).containsExactly(true);
        }
    }
}

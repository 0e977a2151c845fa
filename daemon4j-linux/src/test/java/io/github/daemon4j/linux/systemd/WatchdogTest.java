/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a sign of life is asked of this process, as sd_watchdog_enabled(3) decides. */
class WatchdogTest {

    private static final ServiceManager NOWHERE = new ServiceManager("/nowhere", "server");

    private static boolean isAsked(@Nullable String interval, @Nullable String pid) {
        return Watchdog.of(NOWHERE, "server", interval, pid, 42) != null;
    }

    @ParameterizedTest
    @CsvSource({"2000000,", "2000000, ''", "2000000, 42", "1,", "9223372036854775807,"})
    void of_a_process_that_is_named_or_of_any(String interval, @Nullable String pid) {
        assertThat(isAsked(interval, pid)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({",", "'',", "0,", "-1,", "2s,", "18446744073709551615,", "2000000, 41", "2000000, x", ", 42"})
    void of_no_other_and_not_without_a_time(@Nullable String interval, @Nullable String pid) {
        assertThat(isAsked(interval, pid)).isFalse();
    }

    /** Until it is started it costs no thread. */
    @Test
    void no_thread_runs_before_ready() {
        Watchdog watchdog = Objects.requireNonNull(Watchdog.of(NOWHERE, "server", "2000000", null, 42));

        assertThat(watchdog.getState()).isEqualTo(Thread.State.NEW);
    }
}

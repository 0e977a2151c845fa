/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.ps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class PsTimesTest {

    private static final ZonedDateTime NOON = ZonedDateTime.of(2026, 3, 5, 12, 0, 0, 0, ZoneId.of("UTC"));
    private static final long BOOT = NOON.minusDays(400).toEpochSecond();
    private static final long UPTIME = Duration.ofDays(400).toSeconds() * 100;

    private final PsTimes times = new PsTimes(BOOT, UPTIME, NOON, 7);

    @Test
    void a_start_today_is_a_time_before_a_day_and_in_another_year_the_year() {
        assertThat(times.start(ago(Duration.ofHours(12)))).isEqualTo("00:00");
        assertThat(times.start(ago(Duration.ofMinutes(1)))).isEqualTo("11:59");
        assertThat(times.start(ago(Duration.ofHours(12).plusSeconds(1)))).isEqualTo("Mar04");
        assertThat(times.start(ago(Duration.ofDays(63)))).isEqualTo("Jan01");
        assertThat(times.start(ago(Duration.ofDays(64)))).isEqualTo("2025");
    }

    @Test
    void a_part_of_a_second_does_not_round_a_start_up() {
        assertThat(times.start(ago(Duration.ofMinutes(1)) - 1)).isEqualTo("11:58");
    }

    @Test
    void usage_is_the_average_of_a_life_and_at_most_99() {
        assertThat(times.usage(ago(Duration.ofSeconds(10)), Duration.ofSeconds(4)))
                .isEqualTo(40);
        assertThat(times.usage(ago(Duration.ofSeconds(10)), Duration.ofMillis(3_990)))
                .isEqualTo(39);
        assertThat(times.usage(ago(Duration.ofSeconds(10)), Duration.ofSeconds(20)))
                .isEqualTo(99);
        assertThat(times.usage(ago(Duration.ZERO), Duration.ofSeconds(1))).isZero();
    }

    @Test
    void processor_time_has_days_only_if_there_are_some() {
        assertThat(PsTimes.cpu(Duration.ofMillis(59_999))).isEqualTo("00:00:59");
        assertThat(PsTimes.cpu(Duration.ofHours(23).plusMinutes(5))).isEqualTo("23:05:00");
        assertThat(PsTimes.cpu(Duration.ofDays(12).plusSeconds(1))).isEqualTo("12-00:00:01");
    }

    private static long ago(Duration duration) {
        return UPTIME - duration.toSeconds() * 100;
    }
}

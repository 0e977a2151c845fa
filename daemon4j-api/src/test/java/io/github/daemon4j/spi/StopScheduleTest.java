/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.daemon4j.Signal;
import io.github.daemon4j.spi.StopSchedule.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopScheduleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TERM/30/KILL/10,        TERM/30/KILL/10, 30000",
        "TERM/30/KILL,           TERM/30/KILL/10, 30000",
        "term/0.25/SIGKILL/1,    TERM/0.25/KILL/1, 250",
        "INT/60/TERM/300,        INT/60/TERM/300, 60000",
        "QUIT/1/INT/2/TERM/3/KILL/4, QUIT/1/INT/2/TERM/3/KILL/4, 6000",
        "KILL,                   KILL/10, 0",
        "TERM/0/KILL/00.50,      TERM/0/KILL/0.5, 0",
        "TERM/31536000/KILL/10,  TERM/31536000/KILL/10, 31536000000",
    })
    void what_is_written_is_what_was_meant(String text, String written, long graceMillis) {
        StopSchedule schedule = StopSchedule.parse(text);

        assertThat(schedule).hasToString(written);
        assertThat(schedule.grace()).isEqualTo(Duration.ofMillis(graceMillis));
        assertThat(StopSchedule.parse(written).steps()).isEqualTo(schedule.steps());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "30",
                "TERM/",
                "TERM/30/",
                "TERM/30/KILL/",
                "TERM/-1/KILL/5",
                "TERM/+1/KILL/5",
                "TERM/1e3/KILL/5",
                "TERM/1e999999999/KILL/5",
                "TERM/./KILL/5",
                "TERM/1.2.3/KILL/5",
                "TERM/\u0661/KILL/5",
                "TERM/ 5/KILL/5",
                "TERM/31536001/KILL/5",
                "TERM/30s/KILL/5",
                "TERM/30/FISH/5",
                "TERM/30KILL/5",
                "TERM /30",
                "15/30/9/5",
                "TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1/TERM/1"
                        + "/TERM/1/TERM/1/KILL/1"
            })
    void what_is_none_is_refused_with_what_does_not_fit(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StopSchedule.parse(text))
                .withMessageContaining("such as TERM/30/KILL/5; '")
                .withMessageEndingWith("' does not fit in '" + text + "'");
    }

    @Test
    void a_grace_is_a_kill_after_it() {
        assertThat(StopSchedule.of(Duration.ofSeconds(2)).steps())
                .containsExactly(
                        new Step(Signal.TERM, Duration.ofSeconds(2)), new Step(Signal.KILL, Duration.ofSeconds(10)));
        assertThat(StopSchedule.of(Duration.ofSeconds(2)).grace()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void no_grace_is_a_kill_at_once() {
        assertThat(StopSchedule.of(Duration.ZERO)).hasToString("KILL/10");
        assertThat(StopSchedule.of(Duration.ZERO).grace()).isZero();
    }

    /** Longer than any machine runs, and short enough to be counted in milliseconds. */
    @Test
    void a_grace_for_ever_is_a_year() {
        assertThat(StopSchedule.of(Duration.ofSeconds(Long.MAX_VALUE))).hasToString("TERM/31536000/KILL/10");
    }

    @Test
    void a_little_time_is_not_none() {
        assertThat(StopSchedule.seconds("0.0001")).isEqualTo(Duration.ofMillis(1));
        assertThat(StopSchedule.seconds("0.000")).isZero();
        assertThat(StopSchedule.seconds("1.0015")).isEqualTo(Duration.ofMillis(1002));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "-0.0001", "-1", "1e2", "1E2", "0x10", "NaN", "1,5", " 1", "99999999999999999999"})
    void what_are_no_seconds_are_none(String text) {
        assertThat(StopSchedule.seconds(text)).isNull();
    }
}

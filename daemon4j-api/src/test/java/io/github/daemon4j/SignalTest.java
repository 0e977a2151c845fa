/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalTest {

    /** In the order of their numbers, as {@code kill -l} lists them. */
    @Test
    void there_are_thirty_one_standard_signals() {
        assertThat(Signal.values())
                .hasSize(31)
                .extracting(Signal::name)
                .containsExactly(
                        "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP"
                                .concat(" TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
                                .split(" ", -1));
        for (Signal signal : Signal.values()) {
            assertThat(signal.number()).isEqualTo(signal.ordinal() + 1);
            assertThat(Signal.of(signal.number())).contains(signal);
            assertThat(Signal.nameOf(signal.number())).isEqualTo(signal.name());
        }
        assertThat(Signal.of(0)).isEmpty();
        assertThat(Signal.of(32)).isEmpty();
    }

    @Test
    void real_time_signals_are_counted_from_the_first_that_programs_may_use() {
        assertThat(Signal.nameOf(32)).isEqualTo("32");
        assertThat(Signal.nameOf(34)).isEqualTo("RTMIN");
        assertThat(Signal.nameOf(64)).isEqualTo("RTMIN+30");
        assertThat(Signal.nameOf(65)).isEqualTo("65");
    }

    @Test
    void a_set_has_real_time_signals_too() {
        Signal.Set set = new Signal.Set(1 | 1L << 33 | 1L << 63);
        assertThat(set.contains(Signal.HUP)).isTrue();
        assertThat(set.contains(Signal.INT)).isFalse();
        assertThat(set.contains(34)).isTrue();
        assertThat(set.contains(0)).isFalse();
        assertThat(set.contains(65)).isFalse();
        assertThat(set.numbers()).containsExactly(1, 34, 64);
        assertThat(set).hasToString("HUP,RTMIN,RTMIN+30");
        assertThat(Signal.Set.of()).isEqualTo(Signal.Set.EMPTY);
        assertThat(Signal.Set.of(Signal.HUP, Signal.TERM)).hasToString("HUP,TERM");
        assertThat(Signal.Set.EMPTY.isEmpty()).isTrue();
    }
}

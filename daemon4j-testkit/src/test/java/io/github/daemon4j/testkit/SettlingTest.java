/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final int LAUNCHER = 100;
    private static final int INIT = 1;

    private long now;
    private final Settling settling = new Settling(() -> now);

    @Test
    void a_process_that_stays_as_it_is_has_settled_after_a_moment() {
        Stat daemon = process(102, INIT, 101);

        assertThat(settling.hasSettled(daemon)).isFalse();
        assertThat(settling.hasSettled(afterMillis(60, daemon))).isFalse();
        assertThat(settling.hasSettled(afterMillis(40, daemon))).isTrue();
    }

    @Test
    void each_step_of_a_double_fork_begins_the_moment_anew() {
        settling.hasSettled(process(101, LAUNCHER, LAUNCHER));
        assertThat(settling.hasSettled(afterMillis(99, process(101, LAUNCHER, 101))))
                .as("setsid")
                .isFalse();
        assertThat(settling.hasSettled(afterMillis(99, process(101, INIT, 101))))
                .as("its launcher has ended")
                .isFalse();
        assertThat(settling.hasSettled(afterMillis(99, process(102, 101, 101))))
                .as("second fork")
                .isFalse();
        assertThat(settling.hasSettled(afterMillis(99, process(102, INIT, 101))))
                .as("the first child has ended")
                .isFalse();
        assertThat(settling.hasSettled(afterMillis(100, process(102, INIT, 101))))
                .isTrue();
    }

    @Test
    void one_that_waits_for_a_processor_is_in_the_middle_of_something() {
        Stat waiting = process(102, INIT, 101);
        settling.hasSettled(waiting);

        assertThat(settling.hasSettled(afterMillis(99, runnable(waiting)))).isFalse();
        assertThat(settling.hasSettled(afterMillis(99, waiting))).isFalse();
        assertThat(settling.hasSettled(afterMillis(1, waiting))).isTrue();
    }

    @Test
    void one_that_always_computes_has_settled_some_time() {
        Stat computing = runnable(process(102, INIT, 101));
        settling.hasSettled(computing);

        assertThat(settling.hasSettled(afterMillis(2_999, computing))).isFalse();
        assertThat(settling.hasSettled(afterMillis(1, computing))).isTrue();
    }

    private static Stat runnable(Stat other) {
        return new Stat(other.pid(), 'R', other.parent(), other.group(), other.session(), 0, 1, other.startTicks());
    }

    private Stat afterMillis(long millis, Stat seen) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        return seen;
    }

    private static Stat process(long pid, long parent, long session) {
        return new Stat(pid, 'S', parent, session, session, 0, 1, 5000 + pid);
    }
}

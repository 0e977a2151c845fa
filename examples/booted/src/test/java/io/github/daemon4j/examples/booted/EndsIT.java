/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a service ends, and what systemd knows of it. {@code -Drounds=100} for more ends. */
@ExtendWith(Booted.class)
class EndsIT {

    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    @AfterEach
    void stop(BootedDebian debian) {
        debian.run("sh", "-c", "systemctl stop p; systemctl kill -s KILL p; systemctl reset-failed");
    }

    private static long micros(BootedDebian debian, String property) {
        return Long.parseLong(debian.show("p", property));
    }

    @Test
    void a_slow_stop_is_given_the_time_that_the_program_gives_it(BootedDebian debian) {
        Patient.unit(debian, List.of("Type=notify", "TimeoutStopSec=2"), "close=6000");
        debian.run("systemctl", "start", "p").orFail();

        debian.run("systemctl", "stop", "p").orFail();

        assertThat(debian.show("p", "ActiveState")).isEqualTo("inactive");
        assertThat(debian.show("p", "Result")).isEqualTo("success");
        assertThat(debian.show("p", "StatusText")).as("the last it has said").isEqualTo("all is closed");
        assertThat(debian.journal("p")).doesNotContain("timed out", "SIGKILL");
    }

    /** ExecStop= has a time of its own, after which that for the signal begins. */
    @Test
    void also_where_a_command_of_the_unit_stops_it(BootedDebian debian) {
        Patient.unit(
                debian,
                List.of("Type=notify", "TimeoutStopSec=2", "ExecStop=/bin/sh -c 'kill $MAINPID; sleep 1'"),
                "close=6000");
        debian.run("systemctl", "start", "p").orFail();

        debian.run("systemctl", "stop", "p").orFail();

        assertThat(debian.show("p", "Result")).isEqualTo("success");
        assertThat(debian.show("p", "StatusText")).isEqualTo("all is closed");
        assertThat(debian.journal("p")).doesNotContain("timed out", "SIGKILL");
    }

    @Test
    void but_not_for_ever(BootedDebian debian) {
        Patient.unit(debian, List.of("Type=notify", "TimeoutStopSec=2"), "close=90000");
        debian.run("systemctl", "start", "p").orFail();

        debian.run("systemctl", "stop", "p").orFail();

        assertThat(debian.show("p", "Result")).isEqualTo("timeout");
        long grace = Patient.GRACE.toMillis() * 1000;
        assertThat(micros(debian, "ExecMainExitTimestampMonotonic") - micros(debian, "ActiveExitTimestampMonotonic"))
                .as("microseconds from the stop to the end")
                .isBetween(grace - 1_000_000, grace + 2_500_000);
        assertThat(debian.journal("p"))
                .contains("patient: has not come to its end yet; it is in")
                .contains("Patient.takeYourTime");
    }

    @Test
    void of_a_start_that_fails_it_knows_the_reason_the_status_and_the_errno(BootedDebian debian) {
        Patient.unit(debian, List.of("Type=notify"), "port=8099", "port=8099");

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(debian.run("systemctl", "start", "p").status()).isNotZero();

            assertThat(debian.show("p", "Result")).isEqualTo("exit-code");
            assertThat(debian.show("p", "ExecMainStatus")).isEqualTo("1");
            assertThat(debian.show("p", "StatusText"))
                    .isEqualTo("start-up failed: java.net.BindException: Address already in use");
            assertThat(debian.show("p", "StatusErrno")).as("EADDRINUSE").isEqualTo("98");
        }
    }

    /** It is gone in the next moment, and systemd has to know whose line that was. */
    @Test
    void the_last_line_before_the_end_arrives(BootedDebian debian) {
        Patient.unit(debian, List.of("Type=notify"), "close=0");

        for (int round = 0; round < ROUNDS; round++) {
            debian.run("systemctl", "start", "p").orFail();
            debian.run("systemctl", "stop", "p").orFail();

            assertThat(debian.show("p", "StatusText")).isEqualTo("all is closed");
        }
        assertThat(debian.journal("p")).doesNotContain("patient: ");
    }
}

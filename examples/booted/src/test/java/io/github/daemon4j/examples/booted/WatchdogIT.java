/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watchdog of systemd makes of a server that lives, is unwell or hangs. */
@ExtendWith(Booted.class)
class WatchdogIT {

    private static final long INTERVAL_MICROS = 2_000_000;
    /** For systemd and the kernel to end it, on a machine that is busy. */
    private static final long SLACK_MICROS = 1_500_000;

    private static final List<String> WATCHED = List.of("Type=notify", "WatchdogSec=2");
    private static final String HEALTH = "/run/health";

    @BeforeEach
    void health(BootedDebian debian) {
        debian.write(HEALTH, "well");
    }

    @AfterEach
    void stop(BootedDebian debian) {
        debian.run("sh", "-c", "systemctl stop p; systemctl kill -s KILL p; systemctl reset-failed");
    }

    private static long micros(BootedDebian debian, String property) {
        return Long.parseLong(debian.show("p", property));
    }

    /** Waits until systemd has ended it: how long after its last sign of life that was. systemd forgets the sign with the end. */
    private static long microsOfSilence(BootedDebian debian) {
        AtomicLong sign = new AtomicLong();
        debian.await("it is ended", () -> {
            sign.accumulateAndGet(micros(debian, "WatchdogTimestampMonotonic"), Math::max);
            return debian.show("p", "ActiveState").equals("failed");
        });
        return micros(debian, "ExecMainExitTimestampMonotonic") - sign.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"health=" + HEALTH, ""})
    void a_server_that_lives_is_left_alone_whether_it_has_a_health_check_or_not(String words, BootedDebian debian) {
        Patient.unit(debian, WATCHED, words);
        debian.run("systemctl", "start", "p").orFail();
        String pid = debian.show("p", "MainPID");
        long since = micros(debian, "ActiveEnterTimestampMonotonic");

        debian.await(
                "it has given a sign of life in the fifth interval",
                () -> micros(debian, "WatchdogTimestampMonotonic") > since + 4 * INTERVAL_MICROS
                        || !debian.show("p", "ActiveState").equals("active"));

        assertThat(debian.show("p", "ActiveState")).isEqualTo("active");
        assertThat(debian.show("p", "MainPID")).isEqualTo(pid);
        assertThat(debian.show("p", "StatusText")).isEqualTo("serving");
    }

    @ParameterizedTest
    @CsvSource({"hanging, Watchdog timeout", "unwell, Watchdog request", "no database, Watchdog request"})
    void one_that_is_not_well_is_ended_within_its_interval(String health, String systemdSays, BootedDebian debian) {
        Patient.unit(debian, WATCHED, "health=" + HEALTH);
        debian.run("systemctl", "start", "p").orFail();
        debian.await(
                "it has given a sign of life after ready",
                () -> micros(debian, "WatchdogTimestampMonotonic")
                        > micros(debian, "ActiveEnterTimestampMonotonic") + INTERVAL_MICROS / 4);

        debian.write(HEALTH, health);

        assertThat(microsOfSilence(debian)).isLessThan(INTERVAL_MICROS + SLACK_MICROS);
        assertThat(debian.show("p", "Result")).isEqualTo("watchdog");
        String journal = debian.journal("p");
        assertThat(journal).contains(systemdSays).contains("patient: the health check ");
        if (health.equals("hanging")) {
            assertThat(journal).as("where it hangs").contains("Patient.isWell");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hanging", "unwell"})
    void and_started_again(String health, BootedDebian debian) {
        Patient.unit(
                debian,
                List.of(
                        "Type=notify",
                        "WatchdogSec=2",
                        "Restart=on-failure",
                        "RestartSec=0",
                        "ExecStartPre=/bin/sh -c 'echo well > " + HEALTH + "'"),
                "health=" + HEALTH);
        debian.run("systemctl", "start", "p").orFail();
        String pid = debian.show("p", "MainPID");

        debian.write(HEALTH, health);

        debian.await(
                "it serves again",
                () -> debian.show("p", "NRestarts").equals("1")
                        && debian.show("p", "ActiveState").equals("active"));
        assertThat(debian.show("p", "MainPID")).isNotEqualTo(pid);
        assertThat(debian.journal("p")).contains("Failed with result 'watchdog'");
    }

    /** What is being closed may look unwell, and is no reason to kill. */
    @Test
    void while_it_is_stopped_nobody_asks_how_it_is(BootedDebian debian) {
        Patient.unit(debian, WATCHED, "health=" + HEALTH, "close=5000");
        debian.run("systemctl", "start", "p").orFail();
        debian.run("systemctl", "stop", "--no-block", "p").orFail();
        debian.await("it closes", () -> debian.show("p", "StatusText").equals("closing"));

        debian.write(HEALTH, "unwell");

        debian.await("it has ended", () -> debian.show("p", "MainPID").equals("0"));
        assertThat(debian.show("p", "Result")).isEqualTo("success");
        assertThat(debian.journal("p")).doesNotContain("atchdog", "health check");
    }

    /** What delays the time of a reload would delay that of the watchdog too. */
    @Test
    void a_server_that_hangs_while_it_reloads_is_ended_too(BootedDebian debian) {
        Patient.unit(
                debian,
                List.of("Type=notify", "WatchdogSec=2", "ExecReload=kill -HUP $MAINPID"),
                "health=" + HEALTH,
                "reload=60000");
        debian.run("systemctl", "start", "p").orFail();
        debian.run("systemctl", "reload", "--no-block", "p").orFail();
        debian.await("it reloads", () -> debian.show("p", "ActiveState").equals("reloading"));

        debian.write(HEALTH, "hanging");

        assertThat(microsOfSilence(debian)).isLessThan(2 * INTERVAL_MICROS + SLACK_MICROS);
        assertThat(debian.show("p", "Result")).isEqualTo("watchdog");
    }
}

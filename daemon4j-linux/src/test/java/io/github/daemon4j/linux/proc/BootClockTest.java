/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of boot, told by directories that look like {@code /proc}. */
class BootClockTest {

    private static final Duration CLOSE = Duration.ofMillis(400);

    @TempDir
    Path proc;

    @Test
    void a_machine_that_slept_booted_when_its_uptime_says() throws IOException {
        long sinceBoot = System.nanoTime() + Duration.ofHours(1).toNanos();
        Instant boot = Instant.now().minusNanos(sinceBoot);
        uptime(Duration.ofNanos(sinceBoot));
        btime(boot);
        assertThat(Duration.between(boot, clock().instantOf(0)).abs()).isLessThan(CLOSE);
        assertThat(clock().instantOf(100)).isAfter(boot.plusMillis(900));
    }

    @Test
    void the_age_of_a_container_is_not_that_of_the_machine() throws IOException {
        Instant boot = Instant.now().minusNanos(System.nanoTime());
        uptime(Duration.ofSeconds(5));
        btime(boot);
        assertThat(Duration.between(boot, clock().instantOf(0)).abs()).isLessThan(CLOSE);
    }

    @Test
    void a_container_on_a_machine_that_slept_is_right_to_the_second() throws IOException {
        Instant boot = Instant.now().minusNanos(System.nanoTime()).minus(Duration.ofHours(1));
        uptime(Duration.ofSeconds(5));
        btime(boot);
        assertThat(clock().instantOf(0)).isEqualTo(Instant.ofEpochSecond(boot.getEpochSecond()));
    }

    @Test
    void an_uptime_that_is_not_believed_is_not_measured_again() throws IOException {
        uptime(Duration.ofSeconds(5));
        btime(Instant.now().minusNanos(System.nanoTime()));
        BootClock clock = clock();
        Instant first = clock.instantOf(0);
        long before = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            assertThat(clock.instantOf(0)).isEqualTo(first);
        }
        // One measurement takes 20 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void without_a_btime_the_uptime_is_all_there_is() throws IOException {
        uptime(Duration.ofSeconds(5));
        Instant boot = Instant.now().minusSeconds(5);
        assertThat(Duration.between(boot, clock().instantOf(0)).abs()).isLessThan(CLOSE);
    }

    private BootClock clock() {
        return new BootClock(new ProcFiles(proc.toString()));
    }

    private void uptime(Duration age) throws IOException {
        long hundredths = age.toMillis() / 10;
        String fraction = Long.toString(100 + hundredths % 100).substring(1);
        Files.writeString(proc.resolve("uptime"), hundredths / 100 + "." + fraction + " 1.00\n");
    }

    private void btime(Instant boot) throws IOException {
        Files.writeString(
                proc.resolve("stat"), "cpu  1 2 3\nctxt 1\nbtime " + boot.getEpochSecond() + "\nprocesses 9\n");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.Signals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeldProcessIT {

    private final Children children = new Children();

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void a_number_is_taken_at_the_depth_of_this_namespace_and_not_deeper() {
        assertThat(HeldProcess.numberAt(1, List.of(500L))).isEqualTo(500);
        assertThat(HeldProcess.numberAt(2, List.of(500L, 7L))).isEqualTo(7);
        assertThat(HeldProcess.numberAt(2, List.of(500L, 7L, 1L))).isEqualTo(7);
    }

    @Test
    void a_process_outside_this_namespace_has_no_number_in_it() {
        assertThat(HeldProcess.numberAt(2, List.of(500L))).isZero();
        assertThat(HeldProcess.numberAt(0, List.of(500L))).isZero();
    }

    @Test
    void a_child_is_held_with_what_proc_says_of_it() throws Exception {
        Process sleep = children.start("sleep", "1000");
        long ticks = new ProcBackend().find(sleep.pid()).orElseThrow().startTicks();
        try (HeldProcess opened = Objects.requireNonNull(HeldProcess.open(sleep.pid()));
                HeldProcess found = Objects.requireNonNull(HeldProcess.ofProc(sleep.pid()))) {
            for (HeldProcess each : Arrays.asList(opened, found)) {
                HeldProcess held = Objects.requireNonNull(each);
                assertThat(held.pid()).isEqualTo(sleep.pid());
                assertThat(held.procPid()).isEqualTo(sleep.pid());
                assertThat(held.startTicks()).isEqualTo(ticks);
                assertThat(held.uid()).isEqualTo((int)
                        (long) new ProcBackend().current().effectiveUid().value());
                assertThat(held.awaitEnd(0)).isFalse();
            }
        }
    }

    @Test
    void after_the_end_a_held_process_is_nobody() throws Exception {
        Process sleep = children.start("sleep", "1000");
        try (HeldProcess held = Objects.requireNonNull(HeldProcess.open(sleep.pid()))) {
            held.signal(Signals.SIGKILL);
            assertThat(held.awaitEnd(10_000)).isTrue();
            sleep.waitFor();
            assertThat(held.uid()).isEqualTo(-1);
        }
        assertThat(HeldProcess.open(sleep.pid())).isNull();
        assertThat(HeldProcess.ofProc(sleep.pid())).isNull();
    }

    @Test
    void threads_and_numbers_of_nobody_are_gone() throws Exception {
        long thread = new ProcBackend()
                .current().threadIds().value().stream()
                        .filter(id -> id != ProcessHandle.current().pid())
                        .findFirst()
                        .orElseThrow();
        assertThat(HeldProcess.ofProc(thread)).isNull();
        assertThat(HeldProcess.open(thread)).isNull();
        assertThat(HeldProcess.ofProc(0)).isNull();
        assertThat(HeldProcess.ofProc(-1)).isNull();
    }

    @Test
    void numbers_below_proc_sys_are_whole() throws Exception {
        String shown = children.run("cat", "/proc/sys/kernel/pid_max").strip();
        assertThat(shown).hasSizeGreaterThan(1);
        assertThat(ProcFile.number("/proc/sys/kernel/pid_max")).isEqualTo(Long.parseLong(shown));
        assertThat(new String(ProcFile.bytes("/proc/sys/kernel/pid_max"), StandardCharsets.US_ASCII))
                .isEqualTo(shown + "\n");
    }
}

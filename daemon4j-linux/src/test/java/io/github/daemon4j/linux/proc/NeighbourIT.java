/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NeighbourIT {

    private final Children children = new Children();

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void a_line_of_stat_says_name_parent_session_and_start() throws Exception {
        Neighbour vi = Neighbour.parse(Fixtures.bytes(Fixtures.line(300, "v) i", 'S', 200, 300, 200, 34817, 300, 77)));
        assertThat(vi.command()).isEqualTo("v) i");
        assertThat(vi.parentPid()).isEqualTo(200);
        assertThat(vi.sessionId()).isEqualTo(200);
        assertThat(vi.startTicks()).isEqualTo(77);
        assertThat(vi.hasEnded()).isFalse();
        Neighbour service = Neighbour.parse(Fixtures.bytes(Fixtures.line(300, "x", 'Z', 1, 300, 300, 0, -1, 77)));
        assertThat(service.hasEnded()).isTrue();
    }

    @Test
    void a_child_is_seen_and_afterwards_gone() throws Exception {
        Process sleep = children.start("sleep", "1000");
        Children.await(
                "exec",
                () -> "sleep".equals(neighbour(sleep).command()),
                () -> neighbour(sleep).command());
        Neighbour seen = neighbour(sleep);
        assertThat(seen.parentPid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(seen.executableName())
                .isEqualTo(ProcessInfo.of(sleep.pid())
                        .orElseThrow()
                        .executable()
                        .value()
                        .getFileName()
                        .toString());
        sleep.destroyForcibly().waitFor();
        assertThat(Neighbour.of(sleep.pid())).isNull();
        assertThat(seen.executableName()).isNull();
        assertThat(Neighbour.pendingSignals(sleep.pid())).isNull();
        assertThat(Neighbour.of(0)).isNull();
    }

    @Test
    void a_signal_that_a_stopped_process_has_not_got_yet_is_pending() throws Exception {
        Process sleep = children.start("sleep", "1000");
        ProcessInfo info = ProcessInfo.of(sleep.pid()).orElseThrow();
        assertThat(info.signal(Signal.STOP)).isTrue();
        Children.await("a stop", () -> state(sleep) == 'T', () -> state(sleep));
        assertThat(isPending(sleep, Signal.TERM)).isFalse();
        assertThat(info.signal(Signal.TERM)).isTrue();
        assertThat(isPending(sleep, Signal.TERM)).isTrue();
    }

    private static Neighbour neighbour(Process process) {
        return Objects.requireNonNull(Neighbour.of(process.pid()));
    }

    private static boolean isPending(Process process, Signal signal) {
        return Objects.requireNonNull(Neighbour.pendingSignals(process.pid())).contains(signal);
    }

    private static char state(Process process) {
        return ProcessInfo.of(process.pid()).orElseThrow().state().letter();
    }

    @Test
    void a_thread_is_found_by_its_whole_name() throws Exception {
        long self = ProcessHandle.current().pid();
        String name = "d4j stop looked";
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        assertThat(Neighbour.hasThread(self, name)).isFalse();
        thread.start();
        try {
            Children.await("the thread's name", () -> Neighbour.hasThread(self, name), () -> name);
            assertThat(Neighbour.hasThread(self, "d4j stop")).isFalse();
            assertThat(Neighbour.hasThread(self, name + "x")).isFalse();
        } finally {
            end.countDown();
            thread.join();
        }
        assertThat(Neighbour.hasThread(Integer.MAX_VALUE, name)).isFalse();
    }
}

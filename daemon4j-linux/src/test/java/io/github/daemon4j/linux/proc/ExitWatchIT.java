/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who wait for the ends of processes. */
@Timeout(60)
class ExitWatchIT {

    private static final int CALLS = 1000;
    private static final String THREAD = "daemon4j process exits";

    private final Children children = new Children();

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void a_thousand_calls_for_one_process_cost_one_thread_and_one_pidfd() throws Exception {
        ProcessInfo sleep = sleep();
        List<CompletableFuture<ProcessInfo>> exits = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            exits.add(sleep.onExit());
        }
        assertThat(pidfdsOf(sleep)).isEqualTo(1);
        assertThat(watchers()).isEqualTo(1);
        assertThat(exits).noneMatch(CompletableFuture::isDone);

        assertThat(sleep.signal(Signal.KILL)).isTrue();
        for (CompletableFuture<ProcessInfo> exit : exits) {
            assertThat(exit.get(10, TimeUnit.SECONDS)).isSameAs(sleep);
        }
        awaitNothingLeft(sleep);
    }

    @Test
    void cancelled_futures_let_go_and_the_process_lives() throws Exception {
        ProcessInfo sleep = sleep();
        CompletableFuture<ProcessInfo> first = sleep.onExit();
        CompletableFuture<ProcessInfo> second = sleep.onExit();
        first.cancel(false);
        assertThat(second).isNotDone();
        assertThat(pidfdsOf(sleep)).isEqualTo(1);
        second.cancel(false);
        awaitNothingLeft(sleep);
        assertThat(sleep.isAlive()).isTrue();

        CompletableFuture<ProcessInfo> again = sleep.onExit();
        assertThat(sleep.signal(Signal.KILL)).isTrue();
        assertThat(again.get(10, TimeUnit.SECONDS)).isSameAs(sleep);
    }

    @Test
    void a_process_that_is_added_later_is_told_of_too() throws Exception {
        ProcessInfo stays = sleep();
        CompletableFuture<ProcessInfo> never = stays.onExit();
        ProcessInfo ends = sleep();
        CompletableFuture<ProcessInfo> exit = ends.onExit();
        assertThat(ends.signal(Signal.KILL)).isTrue();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isSameAs(ends);
        assertThat(never).isNotDone();
        never.cancel(false);
        awaitNothingLeft(stays);
    }

    @Test
    void what_a_user_does_at_an_end_keeps_no_other_from_being_told() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ProcessInfo one = sleep();
        CompletableFuture<Boolean> blocked = one.onExit().thenApply(ended -> awaited(release));
        ProcessInfo two = sleep();
        CompletableFuture<ProcessInfo> exit = two.onExit();
        assertThat(one.signal(Signal.KILL)).isTrue();
        assertThat(two.signal(Signal.KILL)).isTrue();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isSameAs(two);
        release.countDown();
        assertThat(blocked.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private ProcessInfo sleep() throws Exception {
        return ProcessInfo.of(children.start("sleep", "1000").pid()).orElseThrow();
    }

    private static void awaitNothingLeft(ProcessInfo process) {
        Children.await("the pidfd to be closed", () -> pidfdsOf(process) == 0, () -> pidfdsOf(process));
        Children.await("the watching thread's end", () -> watchers() == 0, Thread::getAllStackTraces);
    }

    private static long pidfdsOf(ProcessInfo process) {
        String[] descriptors = new File("/proc/self/fdinfo").list();
        long found = 0;
        for (String descriptor : descriptors == null ? new String[0] : descriptors) {
            try {
                found += FdInfo.parse(ProcFile.bytes("/proc/self/fdinfo/" + descriptor))
                                        .pid()
                                == process.pid()
                        ? 1
                        : 0;
            } catch (java.io.IOException closedMeanwhile) {
                // the next one
            }
        }
        return found;
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
                .count();
    }
}

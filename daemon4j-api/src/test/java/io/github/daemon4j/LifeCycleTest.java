/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shutdown hook's work, done without ending this JVM; real ends are those of the integration tests. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifeCycleTest {

    private final DaemonTest.Told told = new DaemonTest.Told();
    private final LifeCycle life = new LifeCycle(DaemonOptions.defaults(), told);
    private final List<String> closed = new ArrayList<>();

    @Test
    void the_last_resource_is_closed_first() {
        life.onStop(() -> closed.add("listener"));
        life.onStop(() -> closed.add("database"));
        life.onStop(() -> closed.add("server"));
        life.end();

        assertThat(closed).containsExactly("server", "database", "listener");
    }

    @Test
    void whoever_watches_hears_of_the_end_before_anything_is_closed() {
        life.onStop(() -> closed.addAll(told.calls));
        life.end();

        assertThat(closed).containsExactly("stopping");
    }

    @Test
    void whoever_was_told_hears_of_the_end_when_all_is_closed() {
        life.onStop(() -> told.calls.add("closed"));
        life.end();

        assertThat(told.calls).containsExactly("stopping", "closed", "ended");
    }

    @Test
    void a_reload_is_the_last_one_that_was_set_and_its_failure_is_the_askers() throws Exception {
        assertThat(life.canReload()).isFalse();
        life.onReload(() -> closed.add("old"));
        life.onReload(() -> closed.add("new"));
        life.reload();
        assertThat(life.canReload()).isTrue();
        assertThat(closed).containsExactly("new");

        life.onReload(() -> {
            throw new IllegalStateException("no such key");
        });
        assertThatIllegalStateException().isThrownBy(life::reload).withMessage("no such key");
    }

    @Test
    void each_is_closed_once() {
        life.onStop(() -> closed.add("server"));
        life.end();
        life.end();

        assertThat(closed).containsExactly("server");
    }

    /** Whatever it is that fails: the data base behind a broken listener is to be closed. */
    @Test
    void what_fails_to_close_keeps_no_other_open() {
        life.onStop(() -> closed.add("database"));
        life.onStop(() -> {
            throw new NoClassDefFoundError("the jar was overwritten");
        });
        life.onStop(() -> {
            throw new IllegalStateException("broken");
        });
        life.end();

        assertThat(closed).containsExactly("database");
    }

    @Test
    void what_comes_when_all_is_closed_is_closed_at_once() {
        life.end();
        life.onStop(() -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }

    @Test
    void what_a_closing_resource_brings_is_closed_before_the_next() {
        life.onStop(() -> closed.add("database"));
        life.onStop(() -> {
            closed.add("server");
            life.onStop(() -> closed.add("brought by the server"));
        });
        life.end();

        assertThat(closed).containsExactly("server", "brought by the server", "database");
    }

    @Test
    void who_waits_for_the_stop_goes_on_when_all_is_closed_and_an_interrupt_is_kept() throws InterruptedException {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch close = new CountDownLatch(1);
        life.onStop(() -> {
            closing.countDown();
            close.await();
            closed.add("server");
        });
        Thread end = new Thread(life::end, "end");
        List<String> seen = new ArrayList<>();
        Thread waits = new Thread(
                () -> {
                    life.awaitStop();
                    seen.addAll(closed);
                    seen.add("interrupted: " + Thread.currentThread().isInterrupted());
                },
                "waits");
        waits.start();
        end.start();
        closing.await();
        waits.interrupt();
        waits.join(50);
        assertThat(waits.isAlive()).as("while the server is closing").isTrue();
        close.countDown();
        waits.join();

        assertThat(seen).containsExactly("server", "interrupted: true");
    }
}

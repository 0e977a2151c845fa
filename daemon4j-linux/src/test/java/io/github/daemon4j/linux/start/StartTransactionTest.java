/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a start leaves behind. That a signal comes to the same is tested with signals, in CrashPointsIT. */
class StartTransactionTest {

    private final List<String> done = new ArrayList<>();

    private void make(StartTransaction transaction, String what) {
        transaction.made(gently -> {
            done.add("undo " + what + (gently ? " gently" : ""));
            return what;
        });
        transaction.owns(() -> done.add("close " + what));
    }

    @Test
    void what_is_not_kept_is_undone_the_last_first_and_closed_after_that() {
        try (StartTransaction transaction = StartTransaction.ofLauncher("test")) {
            transaction.enter();
            make(transaction, "pid file");
            make(transaction, "daemon");
            transaction.leave();
        }

        assertThat(done).containsExactly("undo daemon", "undo pid file", "close daemon", "close pid file");
    }

    @Test
    void what_is_kept_is_only_closed() {
        try (StartTransaction transaction = StartTransaction.ofLauncher("test")) {
            transaction.enter();
            make(transaction, "daemon");
            transaction.leave();
            transaction.keep();
        }

        assertThat(done).containsExactly("close daemon");
    }

    @Test
    void a_step_that_fails_halfway_undoes_those_before() {
        assertThatThrownBy(() -> {
                    try (StartTransaction transaction = StartTransaction.ofLauncher("test")) {
                        transaction.enter();
                        make(transaction, "pid file");
                        throw new IllegalStateException("the log is refused");
                    }
                })
                .hasMessage("the log is refused");

        assertThat(done).containsExactly("undo pid file", "close pid file");
    }

    @Test
    void nothing_is_owned_of_what_is_not_there() {
        try (StartTransaction transaction = StartTransaction.ofLauncher("test")) {
            assertThat(transaction.<@Nullable AutoCloseable>owns(null)).isNull();
        }

        assertThat(done).isEmpty();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stacks as a JDK 17 and a JDK 25 show them while the hooks run. */
class EndCauseTest {

    private static final Set<String> TERM = Set.of("SIGTERM");

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, type.substring(type.lastIndexOf('.') + 1) + ".java", 7);
    }

    private final Map<Thread, StackTraceElement[]> stacks = new LinkedHashMap<>();

    private void thread(String name, StackTraceElement... stack) {
        stacks.put(new Thread(() -> {}, name), stack);
    }

    private @Nullable String unasked() {
        return EndCause.unasked(stacks, TERM);
    }

    @Test
    void who_has_called_exit_is_named() {
        thread("daemon4j end", frame("io.github.daemon4j.LifeCycle", "end"));
        thread(
                "worker-3",
                frame("java.lang.Object", "wait0"),
                frame("java.lang.Shutdown", "exit"),
                frame("java.lang.Runtime", "exit"),
                frame("java.lang.System", "exit"),
                frame("com.example.Licence", "check"),
                frame("java.lang.Thread", "run"));

        assertThat(unasked())
                .isEqualTo("System.exit was called by com.example.Licence.check(Licence.java:7) in the thread"
                        + " \"worker-3\"");
    }

    @Test
    void native_code_has_no_name() {
        thread("main", frame("java.lang.Runtime", "exit"), frame("java.lang.System", "exit"));

        assertThat(unasked()).isEqualTo("System.exit was called by native code in the thread \"main\"");
    }

    private void signal(String name) {
        thread(
                name + " handler",
                frame("java.lang.Shutdown", "exit"),
                frame("java.lang.Terminator$1", "handle"),
                frame("jdk.internal.misc.Signal$1", "run"));
    }

    @Test
    void a_signal_is_named() {
        signal("SIGHUP");

        assertThat(unasked()).isEqualTo("it was sent SIGHUP");
    }

    @Test
    void what_asks_for_the_end_is_none() {
        signal("SIGTERM");
        assertThat(unasked()).isNull();

        stacks.clear();
        signal("SIGINT");
        assertThat(EndCause.unasked(stacks, Set.of("SIGTERM", "SIGINT"))).isNull();
    }

    @Test
    void without_an_exit_it_was_the_last_thread() {
        thread("daemon4j end", frame("io.github.daemon4j.LifeCycle", "end"));
        thread("DestroyJavaVM");
        thread("pool-1", frame("com.example.Runtime", "exit"));

        assertThat(unasked()).startsWith("its last thread that is no daemon thread has ended");
    }

    /** A program may call its thread as it likes. */
    @Test
    void a_thread_that_is_called_like_a_handler_and_calls_exit_is_taken_for_one_and_no_worse() {
        thread("SIGNAL handler", frame("java.lang.Runtime", "exit"), frame("com.example.Main", "main"));

        assertThat(unasked()).isEqualTo("it was sent SIGNAL");
    }
}

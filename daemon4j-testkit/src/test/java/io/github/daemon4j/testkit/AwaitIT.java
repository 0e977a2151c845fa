/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;
import static io.github.daemon4j.testkit.DaemonAssertions.assertThatThrownBy;

import io.github.daemon4j.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a test waits for. */
@DaemonTest
class AwaitIT {

    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void a_server_is_waited_for_at_whatever_port_it_has(ProcessScope scope) {
        ChildJvm server = scope.jvm(AnswersInTime.class).start();

        int port = server.awaitListening();

        assertThat(server.listeningPorts()).containsExactly(port);
        server.awaitListening(port);
        assertThat(server.awaitHttp("/health")).isEqualTo("serves");
    }

    @Test
    void what_does_not_answer_in_time_is_told_with_its_last_answer() {
        try (ProcessScope scope = ProcessScope.open(Duration.ofSeconds(3))) {
            ChildJvm server = scope.jvm(AnswersInTime.class).start();

            assertThatThrownBy(() -> server.awaitHttp("nothing"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageMatching(
                            "(?s).*/nothing answers: not seen within 3s; seen last: .*/nothing answers with status 404: serves.*");
        }
    }

    @Test
    void a_server_is_waited_for_by_whatever_tells_that_it_serves(ProcessScope scope) {
        ChildProcess server = scope.command(
                        "sh",
                        "-c",
                        "echo serves >\"$1\"; : >\"$2\"; read ends",
                        "sh",
                        scope.logFile().toString(),
                        scope.pidFile().toString())
                .start();
        Readiness both = Readiness.log(scope.logFile(), "serves").and(Readiness.file(scope.pidFile()));

        assertThat(server.awaitReady(both).seen()).startsWith("serves\n");

        server.closeInput();
        assertThatThrownBy(() -> server.awaitReady(Readiness.of("the moon", () -> false)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("has ended before the moon; seen last: no sign yet of the moon");
    }

    @Test
    void nobody_waits_for_a_server_that_has_ended(ProcessScope scope) {
        ChildProcess server = scope.command("sh", "-c", "echo no such table").start();
        server.awaitExit();

        assertThatThrownBy(server::awaitListening)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("has ended before listens at a port")
                .hasMessageContaining("no such table");
    }

    @Test
    void what_somebody_else_has_started_ends_with_the_scope() throws IOException {
        Process sleeper = new ProcessBuilder("sleep", "600").start();
        try (ProcessScope scope = ProcessScope.open()) {
            ObservedProcess observed = scope.observe(sleeper.pid());

            assertThat(observed).isAlive();
        } finally {
            assertThat(sleeper.onExit()).succeedsWithin(Waits.LIMIT);
        }
    }

    @Test
    void who_is_not_of_a_test_is_not_taken_into_its_scope(ProcessScope scope) {
        assertThatThrownBy(() -> scope.observe(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scope.observe(ProcessHandle.current().pid()))
                .isInstanceOf(IllegalArgumentException.class);
        ChildProcess gone = scope.command("true").start();
        gone.awaitExit();
        assertThatThrownBy(() -> scope.observe(gone.pid()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("There is no process " + gone.pid());
    }

    @Test
    void a_line_of_the_log_is_waited_for_until_it_is_finished() {
        try (ProcessScope scope = ProcessScope.open(Duration.ofSeconds(3))) {
            ChildProcess writer = scope.command(
                            "sh",
                            "-c",
                            "exec >\"$1\"; printf 'begins\\nserves at port'; read go; echo ' 8080 '",
                            "sh",
                            scope.logFile().toString())
                    .start();
            assertThatThrownBy(() -> scope.awaitLogLine("serves"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("not seen within 3s; seen last: serves at port.");
            writer.send("go");

            assertThat(scope.awaitLogLine("serves")).isEqualTo("serves at port 8080 ");
        }
    }

    @Test
    void a_fact_that_does_not_come_is_told_with_what_was_seen_last() {
        Iterator<Integer> looks = List.of(1, 2, 3).iterator();
        assertThat(Await.atMost(SHORT).until("three", looks::next, seen -> seen == 3))
                .isEqualTo(3);

        assertThatThrownBy(() -> Await.atMost(SHORT).until("the moon is full", () -> "half", "full"::equals))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the moon is full: not seen within 0.3s; seen last: half.");
        assertThatThrownBy(() -> Await.atMost(SHORT).until("the moon is full", () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the moon is full: not seen within 0.3s.");
        assertThatThrownBy(() -> Await.atMost(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_a_scope_it_shows_the_processes() throws IOException {
        try (ProcessScope scope = ProcessScope.open(SHORT)) {
            scope.command("sleep", "600").start();
            Files.writeString(scope.logFile(), "no such table\n");

            assertThatThrownBy(() -> scope.await().until("it is ready", () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("sleep 600")
                    .hasMessageContaining("no such table");
        }
    }
}

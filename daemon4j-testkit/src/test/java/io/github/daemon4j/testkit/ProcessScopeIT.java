/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProcessScopeIT {

    @Test
    void children_and_what_stayed_with_them_end_without_a_word() {
        ProcessScope scope = ProcessScope.open();
        ChildProcess child =
                scope.command("sh", "-c", "sleep 600 & echo up; wait").start();
        child.awaitLine("up");

        scope.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(alive(child)).isEmpty();
    }

    @Test
    void a_found_daemon_ends_without_a_word() {
        ProcessScope scope = ProcessScope.open();
        ChildProcess launcher =
                scope.command("setsid", "--fork", "sleep", "600").start();
        ObservedProcess daemon = launcher.awaitDetached();

        scope.close();

        assertThat(daemon.isAlive()).isFalse();
    }

    @Test
    void a_reparented_daemon_nobody_asked_for_is_a_leak_and_ends() {
        ProcessScope scope = ProcessScope.open();
        ChildProcess launcher = scope.command("setsid", "--fork", "sh", "-c", "echo leaking; exec sleep 600")
                .start();
        launcher.awaitLine("leaking");
        launcher.awaitExit();

        assertThatThrownBy(scope::close)
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageContaining("A process outlived the test")
                .hasMessageContaining("sleep 600")
                .hasMessageContaining("out| leaking");

        assertThat(alive(launcher)).isEmpty();
    }

    @Test
    void nothing_can_be_started_in_a_closed_scope() {
        ProcessScope scope = ProcessScope.open();
        CommandBuilder command = scope.command("sleep", "607");
        scope.close();

        assertThatThrownBy(command::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("This scope is closed");
        assertThatThrownBy(scope::terminal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_leak_is_shown_with_what_it_started_below_it() {
        ProcessScope scope = ProcessScope.open();
        ChildProcess launcher = scope.command("setsid", "--fork", "sh", "-c", "sleep 608 & echo $$; wait")
                .start();
        String parent = launcher.awaitLine(line -> true);

        assertThatThrownBy(scope::close)
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageContaining("2 processes outlived")
                .hasMessageFindingMatch(
                        "(?m)^ +" + parent + " +\\d+ +" + parent + " +" + parent + "  no S sh -c sleep 608")
                .hasMessageFindingMatch(
                        "(?m)^ +\\d+ +" + parent + " +" + parent + " +" + parent + "  no S   sleep 608$");
    }

    @Test
    void an_interrupt_does_not_cut_the_clean_up_short() {
        ProcessScope scope = ProcessScope.open();
        ChildProcess launcher = scope.command("setsid", "--fork", "sh", "-c", "echo leaking; exec sleep 606")
                .start();
        launcher.awaitLine("leaking");
        launcher.awaitExit();

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(scope::close).isInstanceOf(LeakedProcessesError.class);
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
        }

        assertThat(alive(launcher)).isEmpty();
    }

    @Test
    void a_daemon_that_cleared_its_environment_is_found_by_its_session() {
        ProcessScope scope = ProcessScope.open();
        ChildProcess launcher =
                scope.command("sh", "-c", "env -i sleep 601 & echo $!").start();
        long pid = Long.parseLong(launcher.awaitLine(line -> true));
        launcher.awaitExit();

        assertThatThrownBy(scope::close)
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageContaining("sleep 601");

        assertThat(ProcFs.stat(pid).filter(ProcFs.Stat::isAlive)).isEmpty();
    }

    @Test
    void a_daemon_that_cleared_its_environment_and_left_its_session_is_found_by_its_control_group() {
        assumeControlGroups();
        ProcessScope scope = ProcessScope.open();
        // It starts nothing before the kit has moved it.
        ChildProcess launcher = scope.command(
                        "sh", "-c", "read go; env -i setsid --fork sh -c 'echo $$; exec sleep 604'")
                .start();
        launcher.send("go");
        long pid = Long.parseLong(launcher.awaitLine(line -> true));
        launcher.awaitExit();

        assertThatThrownBy(scope::close)
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageContaining("sleep 604");

        assertThat(ProcFs.stat(pid).filter(ProcFs.Stat::isAlive)).isEmpty();
    }

    @Test
    void a_control_group_finds_the_daemon_and_goes_with_the_scope() {
        assumeControlGroups();
        ProcessScope scope = ProcessScope.open();
        ChildProcess launcher = scope.command("sh", "-c", "read go; env -i setsid --fork sleep 605")
                .start();
        ControlGroup group = launcher.controlGroup().orElseThrow();
        launcher.send("go");

        ObservedProcess daemon = launcher.awaitDetached();

        assertThat(group.members()).contains(daemon.pid());
        scope.close();
        assertThat(daemon.isAlive()).isFalse();
        assertThat(group.directory()).doesNotExist();
    }

    @Test
    void a_log_nobody_writes_to_holds_up_no_message() {
        ProcessScope scope = ProcessScope.open();
        String log = scope.logFile().toString();
        scope.command("mkfifo", log).start().awaitExit();

        String described = assertTimeoutPreemptively(Duration.ofSeconds(10), scope::describe);

        assertThat(described).contains("Log file " + log + " is no regular file");
        scope.close();
        assertThat(Path.of(log).getParent()).doesNotExist();
    }

    @Test
    void of_a_long_log_a_message_shows_the_end() throws IOException {
        ProcessScope scope = ProcessScope.open();
        Files.writeString(scope.logFile(), "first\n" + "line\n".repeat(100_000) + "last\n");

        assertThat(scope.describe())
                .contains("Log file " + scope.logFile() + " without its first lines:\n", "  last\n")
                .doesNotContain("first\n")
                .hasSizeLessThan(10_000);
        scope.close();
    }

    @Test
    void what_survives_the_hang_up_of_its_terminal_is_a_leak() {
        ProcessScope scope = ProcessScope.open();
        PtyTerminal terminal = scope.terminal();
        ChildProcess shell = terminal.shell();
        terminal.type("nohup sleep 602 >/dev/null 2>&1 & sleep 603\n");
        // Past nohup, which ignores the signal before it becomes sleep, and past bash giving the terminal to its job.
        Deadline.after(scope.timeout()).await(() -> runs(shell, "sleep 602") && runs(shell, "sleep 603"));

        assertThatThrownBy(scope::close)
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageContaining("A process outlived the test")
                .hasMessageContaining("sleep 602");

        assertThat(alive(shell)).isEmpty();
    }

    private static void assumeControlGroups() {
        assumeThat(ControlGroup.create("daemon4j-testkit-" + UUID.randomUUID()).filter(ControlGroup::remove))
                .as("needs a control group of version 2 that this user may divide (cgroups(7))")
                .isPresent();
    }

    private static List<ProcFs.Stat> alive(ChildProcess child) {
        return ProcFs.processes().stream()
                .filter(ProcFs.Stat::isAlive)
                .filter(stat -> stat.session() == child.pid() || ProcFs.environmentHas(stat.pid(), child.marker()))
                .toList();
    }

    private static boolean runs(ChildProcess shell, String command) {
        return alive(shell).stream()
                .anyMatch(stat -> ProcFs.commandLine(stat.pid()).equals(command));
    }
}

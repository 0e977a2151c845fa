/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.Events;

/** A daemonizer with one fault fails the rule that names the fault, and no other. */
class ContractFindsFaultsIT {

    private static final boolean ROOT = ProcessInfo.current().effectiveUid().value() == 0;

    private static final int ALL = DetachmentRule.values().length;

    /** Of two processors, in tests that start a shell and a script and wait for them. */
    private static final int SOME = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For the one contract that is run; its tests run in threads of their own. */
    private static volatile String fault = "none";

    static class Daemonizer extends DetachmentContract {

        String fault() {
            return fault;
        }

        @Override
        protected String startCommand(Path directory) {
            // It forks only, so /proc goes on showing what perl was executed with.
            String cleaned = "env -u NOTIFY_SOCKET -u WATCHDOG_PID -u WATCHDOG_USEC -u LISTEN_PID -u LISTEN_FDS"
                    + " -u LISTEN_FDNAMES -u SYSTEMD_EXEC_PID -u INVOCATION_ID -u JOURNAL_STREAM -u MAINPID -u PIDFILE ";
            String start = "/usr/bin/perl " + ContractRun.script("daemonizer.pl") + " " + fault() + " " + directory;
            return fault().equals("keeps_environment") ? start : cleaned + start;
        }

        @Override
        protected Optional<String> failingStartCommand(Path directory) {
            return Optional.of(startCommand(directory) + " fail");
        }

        @Override
        protected boolean isServer(ProcessInfo process) {
            return process.commandLine()
                    .orElse(List.of())
                    .contains(ContractRun.script("daemonizer.pl").toString());
        }

        @Override
        protected Optional<Path> pidFile(Path directory) {
            return Optional.of(directory.resolve("pid"));
        }

        @Override
        protected Optional<Path> readyFile(Path directory) {
            return Optional.of(directory.resolve("ready"));
        }

        @Override
        protected Optional<String> user() {
            return ROOT ? Optional.of("nobody") : Optional.empty();
        }
    }

    static final class LauncherThatStays extends Daemonizer {
        @Override
        String fault() {
            return "launcher_stays";
        }
    }

    @BeforeEach
    void perl_is_there() {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/perl")))
                .as("needs /usr/bin/perl (Debian package perl-base)")
                .isTrue();
    }

    @Test
    void a_daemonizer_without_fault_passes_and_what_was_not_tested_shows_as_such() {
        Events tests = run("none");

        assertThat(ContractRun.brokenRules(tests))
                .as(() -> ContractRun.explain(tests))
                .isEmpty();
        assertThat(ContractRun.untestedRules(tests)).containsExactlyElementsOf(ROOT ? List.of() : List.of(13, 17, 18));
    }

    @ParameterizedTest
    @CsvSource({
        "leaks_descriptors, 1",
        "keeps_ignored_signals, 2",
        "keeps_blocked_signals, 3",
        "keeps_environment, 4",
        "keeps_session, 6",
        "session_leader, 7",
        "ends_with_its_shell, 8",
        "keeps_terminal_streams, 9",
        "keeps_umask, 10",
        "umask_0, 10",
        "keeps_directory, 11",
        "pid_file_of_the_first_child, 12",
        "pid_file_of_another, 12",
        "ready_too_early, 14",
        "exit_0_on_failure, 15",
        "starts_once, 16"
    })
    void a_fault_breaks_its_own_rule_alone(String fault, int rule) {
        Events tests = run(fault);

        assertThat(ContractRun.brokenRules(tests))
                .as(() -> ContractRun.explain(tests))
                .containsExactly(rule);
    }

    /** The pid file takes the place of what was closed, and is not let go of: for another user, root's file. */
    @Test
    void a_closed_standard_input_breaks_rule_9_and_what_takes_its_place_rule_17() {
        Events tests = run("closes_stdin");

        assertThat(ContractRun.brokenRules(tests))
                .as(() -> ContractRun.explain(tests))
                .containsExactlyElementsOf(ROOT ? List.of(9, 17) : List.of(9));
    }

    /** Rules 12, 14 and 15 are what such a launcher does break: it returns before there is anything to tell. */
    @Test
    void a_server_whose_launcher_does_not_wait_for_it_is_judged_when_it_has_settled() {
        Events tests = run("launcher_does_not_wait");

        assertThat(ContractRun.brokenRules(tests))
                .as(() -> ContractRun.explain(tests))
                .containsExactly(12, 14, 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keeps_root", "keeps_groups_of_root", "keeps_saved_user"})
    void kept_privileges_break_rule_13_alone(String fault) {
        assumeThat(ROOT)
                .as("needs root: who has no privileges cannot keep them")
                .isTrue();

        a_fault_breaks_its_own_rule_alone(fault, 13);
    }

    @ParameterizedTest
    @CsvSource({"holds_a_file_of_roots, 17", "keeps_capabilities, 18"})
    void what_another_user_is_left_with_breaks_its_own_rule_alone(String fault, int rule) {
        assumeThat(ROOT)
                .as("needs root: who has no privileges cannot keep them")
                .isTrue();

        a_fault_breaks_its_own_rule_alone(fault, rule);
    }

    @Test
    void a_launcher_that_stays_breaks_rule_5_and_leaves_most_others_untested() {
        Events tests = ContractRun.runInParallel(LauncherThatStays.class, ALL, Duration.ofSeconds(5));

        assertThat(ContractRun.brokenRules(tests))
                .as(() -> ContractRun.explain(tests))
                .containsExactly(5);
        assertThat(ContractRun.rules(tests.succeeded())).containsExactly(15);
    }

    /** Leaves its last line unfinished, as init scripts do. */
    static final class TalkativeDaemonizer extends Daemonizer {
        @Override
        String fault() {
            return "none";
        }

        @Override
        protected String startCommand(Path directory) {
            return "printf 'Starting server: '; " + super.startCommand(directory);
        }
    }

    @Test
    void what_a_launcher_prints_is_no_obstacle() {
        Events tests = ContractRun.runInParallel(TalkativeDaemonizer.class, SOME, PATIENCE);

        assertThat(ContractRun.brokenRules(tests))
                .as(() -> ContractRun.explain(tests))
                .isEmpty();
    }

    static final class EndsItsShell extends DetachmentContract {
        @Override
        protected String startCommand(Path directory) {
            return "exit 0";
        }

        @Override
        protected boolean isServer(ProcessInfo process) {
            return false;
        }
    }

    @Test
    void a_start_command_that_ends_its_shell_is_said_to() {
        Events tests = ContractRun.runInParallel(EndsItsShell.class, ALL, PATIENCE);

        assertThat(ContractRun.brokenRules(tests)).hasSize(12);
        assertThat(ContractRun.explain(tests)).contains("ended the shell that ran it");
    }

    static final class NotThere extends DetachmentContract {
        @Override
        protected String startCommand(Path directory) {
            return "/no/such/server start";
        }

        @Override
        protected boolean isServer(ProcessInfo process) {
            return false;
        }
    }

    @Test
    void a_start_command_that_fails_is_not_waited_for() {
        long start = System.nanoTime();

        Events tests = ContractRun.run(NotThere.class);

        assertThat(ContractRun.brokenRules(tests)).hasSize(12);
        assertThat(ContractRun.explain(tests))
                .contains("The start command failed with exit status 127")
                .contains("/no/such/server: No such file or directory");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("far less than the 10 s each rule would wait")
                .isLessThan(Duration.ofSeconds(30));
    }

    private static Events run(String chosen) {
        fault = chosen;
        return ContractRun.runInParallel(Daemonizer.class, SOME, PATIENCE);
    }
}

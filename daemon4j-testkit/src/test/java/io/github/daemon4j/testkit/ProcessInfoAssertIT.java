/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;
import static io.github.daemon4j.testkit.DaemonAssertions.assertThatThrownBy;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.Signal;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DaemonTest
class ProcessInfoAssertIT {

    @Test
    void what_a_job_of_a_terminal_is_can_be_said(PtyTerminal terminal) {
        ChildProcess cat = terminal.spawn("cat");

        assertThat(cat)
                .isAlive()
                .isSessionLeader()
                .hasProcessGroup(cat.pid())
                .hasControllingTerminal(terminal.slavePath())
                .hasRole(ProcessRole.FOREGROUND)
                .hasRoleKind(ProcessRole.Kind.FOREGROUND_JOB)
                .isSameProcessAs(ProcessInfo.of(cat.pid()).orElseThrow())
                .parent()
                .isSameProcessAs(ProcessInfo.current());
    }

    @Test
    void all_that_is_wrong_is_said_together_with_rule_and_mistake(PtyTerminal terminal) {
        ChildProcess cat = terminal.spawn("sh", "-c", "trap '' HUP; echo up; read x");
        terminal.awaitText("up");

        assertThatThrownBy(() -> assertThat(cat).isDetached())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting process " + cat.pid() + " (sh -c")
                .hasMessageContaining("to be detached, but 6 of 7 rules do not hold")
                .hasMessageContaining("but it ignores [HUP]")
                .hasMessageContaining(
                        "but its terminal is " + terminal.slavePath().toString().substring(5))
                .hasMessageContaining("but session " + cat.pid() + " is its own")
                .hasMessageContaining("0 -> " + terminal.slavePath() + ", 1 -> " + terminal.slavePath())
                .hasMessageContaining(
                        "but its working directory is " + Path.of("").toAbsolutePath())
                .hasMessageContaining("Rule: daemon(7) step 6")
                .hasMessageContaining("Likely mistake: it was started with & or nohup")
                .hasMessageContaining("tty| up");
    }

    @Test
    void each_assertion_fails_when_its_fact_is_another(PtyTerminal terminal, ProcessScope scope) {
        ChildProcess job = terminal.spawn("sh", "-c", "trap '' TERM; umask 077; echo up; exec sleep 600");
        terminal.awaitText("up");
        ChildProcess other = scope.command("sleep", "600").start();

        fails(() -> assertThat(job).hasNoControllingTerminal(), "to have no controlling terminal");
        fails(() -> assertThat(other).hasControllingTerminal(Path.of("/dev/pts/0")), "it has none");
        fails(() -> assertThat(job).isNotSessionLeader(), "not to lead its session");
        fails(() -> assertThat(job).hasSession(1), "its session is " + job.pid());
        fails(() -> assertThat(job).isNotInSession(job.pid()), "it is still in it");
        fails(() -> assertThat(job).hasProcessGroup(1), "its group is " + job.pid());
        fails(() -> assertThat(job).isNotChildOf(ProcessHandle.current().pid()), "it is: process");
        fails(() -> assertThat(ProcessInfo.current()).isDetached(), "rules do not hold");
        fails(() -> assertThat(job).hasUmask(027), "to have the umask 027\nbut its umask is 077");
        fails(() -> assertThat(job).hasWorkingDirectory(Path.of("/")), "to work in /");
        fails(() -> assertThat(job).hasItsStandardStreamsDetached(), "no descriptor on a terminal");
        fails(() -> assertThat(job).holdsOnlyDescriptors(0, 1), "to hold only the descriptors [0, 1]");
        fails(() -> assertThat(job).doesNotHold(terminal.slavePath()), "not to hold " + terminal.slavePath());
        fails(() -> assertThat(job).ignoresNoSignal(), "it ignores [TERM]");
        fails(() -> assertThat(job).hasRole(ProcessRole.DAEMON), "its role is FOREGROUND");
        fails(() -> assertThat(job).hasRoleKind(ProcessRole.Kind.DOUBLE_FORKED), "it is FOREGROUND_JOB");
        fails(() -> assertThat(job).isSameProcessAs(other.info()), "to be the same process as");
        fails(() -> assertThat(job).hasEnded(), "it runs");
        fails(() -> assertThat(job).survives(terminal::hangUp), "it ended");
        fails(() -> assertThat(job).isAlive(), "it has ended");
        fails(() -> assertThat(job.awaitExit()).isSuccess(), "ended by SIGHUP (1)");
        fails(() -> assertThat(job.awaitExit()).wasEndedBy(Signal.TERM), "ended by SIGHUP (1)");
        fails(() -> assertThat(job.transcript()).containsLine("down"), "tty| up");
        assertThat(job.transcript()).containsLine("up");
        fails(() -> assertThat(job.transcript()).hasNoErrorOutput(), "which a terminal does not");
        fails(() -> assertThat(other).isOrphaned(), "its parent is this test's JVM");
    }

    @Test
    void what_takes_its_time_to_end_does_not_survive(ProcessScope scope, @TempDir Path directory) {
        ChildJvm jvm = scope.jvm("io.github.daemon4j.it.Server")
                .arguments("finallyWork:2500:" + directory.resolve("done"), "print:up", "hang")
                .start();
        jvm.awaitLine("up");

        fails(() -> assertThat(jvm).survives(() -> jvm.signal(Signal.HUP)), "it ended, after its thread \"SIGHUP");
    }

    /** As a JVM does on a busy machine, until it has made the thread that handles the signal. */
    @Test
    void what_computes_is_watched_longer(ProcessScope scope) {
        ChildProcess computes = scope.command("perl", "-e", "$| = 1; print \"up\\n\"; alarm 2; 1 while 1")
                .start();
        computes.awaitLine("up");

        fails(() -> assertThat(computes).survives(() -> {}), "it ended");
    }

    /** And computes, as all do on a busy machine, when it has been told. */
    @Test
    void what_is_suspended_does_not_survive_the_signal_that_waits_for_it(ProcessScope scope) {
        ChildProcess sleeper = scope.command(
                        "perl",
                        "-e",
                        "$| = 1; $SIG{TERM} = sub { $e = time + 2; 1 while time < $e; exit }; print \"up\\n\"; sleep")
                .start();
        sleeper.awaitLine("up");
        Runnable event = () -> {
            sleeper.signal(Signal.STOP);
            scope.await().until("it is suspended", () -> sleeper.info().state() == ProcessInfo.State.STOPPED);
            sleeper.signal(Signal.TERM);
            CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS).execute(() -> sleeper.signal(Signal.CONT));
        };

        fails(() -> assertThat(sleeper).survives(event), "it ended, after it had not taken note of");
    }

    @Test
    void how_long_it_lives_on_and_what_it_does_then_can_be_asked(ProcessScope scope) {
        ChildProcess late = scope.command(
                        "sh", "-c", "trap 'sleep 1; exit 3' HUP; echo up; while :; do sleep 0.1; done")
                .start();
        late.awaitLine("up");
        ChildProcess sleeper = scope.command("sleep", "600").start();

        fails(
                () -> assertThat(late).survives(() -> late.signal(Signal.HUP), Duration.ofSeconds(5)),
                "to survive\nbut it ended");
        fails(
                () -> assertThat(sleeper).survives(() -> {}, "answers", () -> false),
                "to survive, so that it answers\nbut it lives, and does not");
        assertThat(sleeper).survives(() -> sleeper.signal(Signal.CONT), "sleeps", () -> true);
    }

    @Test
    void blocked_signals_are_found(ProcessScope scope) {
        ChildProcess child = scope.command("env", "--block-signal=USR1", "sh", "-c", "echo up; read x")
                .start();
        child.awaitLine("up");

        fails(() -> assertThat(child).blocksNoSignal(), "it blocks USR1");
    }

    @Test
    void who_listens_is_told_from_who_does_not(ProcessScope scope) throws IOException {
        ChildProcess other = scope.command("sleep", "600").start();
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
            assertThat(ProcessInfo.current()).isListeningOn(port);
            fails(() -> assertThat(other).isListeningOn(port), "another process does");
        }
        fails(() -> assertThat(other).isListeningOn(port), "nobody does");
    }

    @Test
    void a_signal_that_was_caught_is_explained(ProcessScope scope) {
        ChildProcess child = scope.command("sh", "-c", "trap 'exit 143' TERM; echo up; while :; do read x; done")
                .start();
        child.awaitLine("up");
        child.signal(Signal.TERM);
        child.closeInput();

        fails(() -> assertThat(child.awaitExit()).wasEndedBy(Signal.TERM), "it caught the signal and exited by itself");
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@DaemonTest
class ChildProcessIT {

    /** Answers each line until its input ends, then exits with the status it is given. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] args) throws IOException {
            System.out.println("ready");
            System.err.println("careful");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line;
            while ((line = in.readLine()) != null) {
                System.out.println("heard " + line);
            }
            System.exit(Integer.parseInt(args[0]));
        }
    }

    @Test
    void a_child_jvm_hears_answers_and_ends(ProcessScope scope) {
        ChildJvm jvm = scope.jvm(Echo.class).arguments("7").start();

        jvm.awaitLine("ready");
        jvm.send("hello");
        assertThat(jvm.awaitLine("heard")).isEqualTo("heard hello");
        jvm.closeInput();

        assertThat(jvm.awaitExit().code()).hasValue(7);
        assertThat(jvm.transcript().lines(Transcript.Stream.OUT)).containsExactly("ready", "heard hello");
        assertThat(jvm.transcript().lines(Transcript.Stream.ERR)).containsExactly("careful");
    }

    @Test
    void a_child_has_a_session_no_terminal_three_descriptors_and_default_signals(ProcessScope scope) {
        ChildProcess child = scope.command("sh", "-c", "echo up; read x").start();
        child.awaitLine("up");

        DaemonAssertions.assertThat(child)
                .isSessionLeader()
                .hasNoControllingTerminal()
                .holdsOnlyDescriptors(0, 1, 2)
                .blocksNoSignal()
                .ignoresNoSignal();
        // The two that posix_spawn of glibc leaves ignored are its own.
        assertThat(child.info().signals().value().ignored().bits() & ~0x180000000L)
                .isZero();
    }

    @Test
    void environment_and_working_directory_are_as_asked(ProcessScope scope) {
        ChildProcess child = scope.command("sh", "-c", "echo $GREETING; pwd; echo [$NOTIFY_SOCKET]")
                .environment("GREETING", "hällo wörld")
                .workingDirectory(Path.of("/"))
                .start();

        child.awaitExit();

        assertThat(child.transcript().lines(Transcript.Stream.OUT)).containsExactly("hällo wörld", "/", "[]");
    }

    @Test
    void a_signal_and_an_exit_status_stay_apart(ProcessScope scope) {
        ChildProcess sleep = scope.command("sleep", "600").start();
        assertThat(sleep.signal(Signal.TERM)).isTrue();

        ExitStatus status = sleep.awaitExit();

        assertThat(status.signal()).hasValue(15);
        assertThat(status.code()).isEmpty();
        assertThat(status.shellCode()).isEqualTo(143);
        assertThat(status).hasToString("ended by SIGTERM (15)");
        assertThat(sleep.signal(Signal.TERM)).as("it is gone").isFalse();
    }

    @Test
    void a_program_that_is_not_there_is_said_by_name_and_error(ProcessScope scope) {
        CommandBuilder missing = scope.command("/no/such/program");

        assertThatThrownBy(missing::start)
                .hasMessageContaining("/no/such/program")
                .hasMessageContaining("No such file or directory (errno 2)");
    }

    @Test
    void a_wait_in_vain_shows_everything_seen() {
        try (ProcessScope scope = ProcessScope.open(Duration.ofMillis(300))) {
            ChildProcess child =
                    scope.command("sh", "-c", "echo one; echo two >&2; read x").start();
            child.awaitLine("one");

            assertThatThrownBy(() -> child.awaitLine("three"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Did not see a line with \"three\" within 0.3s")
                    .hasMessageContaining("out| one")
                    .hasMessageContaining("err| two");
            assertThatThrownBy(child::awaitExit)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("did not end within 0.3s")
                    .hasMessageContaining("out| one");
        }
    }

    @Test
    void a_wait_in_vain_for_a_jvm_shows_what_its_threads_do(ProcessScope scope) {
        ChildJvm jvm = scope.jvm(Echo.class).arguments("0").start();
        jvm.awaitLine("ready");

        assertThatThrownBy(() -> jvm.awaitExit(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Threads of " + jvm.pid() + ":\n")
                .hasMessageContaining("at " + Echo.class.getName() + ".main(");
        jvm.closeInput();
        assertThat(jvm.awaitExit().code()).as("it lives on").hasValue(0);
    }

    @Test
    void a_suspended_jvm_is_not_asked_what_its_threads_do(ProcessScope scope) {
        ChildJvm jvm = scope.jvm(Echo.class).arguments("0").start();
        jvm.awaitLine("ready");
        jvm.signal(Signal.STOP);
        scope.await().until("it is suspended", () -> jvm.info().state() == ProcessInfo.State.STOPPED);

        assertThatThrownBy(() -> jvm.awaitExit(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("did not end")
                .hasMessageNotContaining("Threads of");
    }

    @Test
    void a_wait_ends_with_the_output(ProcessScope scope) {
        ChildProcess child = scope.command("echo", "one").start();

        assertThatThrownBy(() -> child.awaitLine("two"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The output ended without a line with \"two\"")
                .hasMessageContaining("out| one");
    }

    @Test
    void a_detached_process_is_found_wherever_its_parent_went(ProcessScope scope) {
        ChildProcess launcher = scope.command("setsid", "--fork", "sh", "-c", "sh -c 'echo daemon; exec sleep 600' &")
                .start();
        launcher.awaitLine("daemon");

        ObservedProcess daemon = launcher.awaitDetached();

        assertThat(launcher.awaitExit().code()).hasValue(0);
        assertThat(daemon.isAlive()).isTrue();
        // It has spoken, but it need not have become sleep yet.
        assertThat(daemon.toString()).contains("sleep 600)");
    }

    @Test
    void the_first_child_of_a_double_fork_is_not_taken_for_the_daemon(ProcessScope scope) {
        // Its launcher does not wait for it, so that for 50 ms it has left session and parent as a daemon has.
        String doubleFork =
                "use POSIX; exit if fork; POSIX::setsid(); if (fork) { select undef, undef, undef, 0.05; exit }"
                        + " syswrite STDOUT, qq(daemon $$\\n); sleep 600";
        assumeThat(Path.of("/usr/bin/perl"))
                .as("needs perl (Debian package perl-base)")
                .exists();
        ChildProcess launcher = scope.command("/usr/bin/perl", "-e", doubleFork).start();

        ObservedProcess daemon = launcher.awaitDetached();

        assertThat(launcher.awaitLine("daemon")).isEqualTo("daemon " + daemon.pid());
    }

    @Test
    void a_daemon_that_leads_its_session_is_found_too(ProcessScope scope) {
        ChildProcess launcher =
                scope.command("setsid", "--fork", "sleep", "600").start();

        assertThat(launcher.awaitDetached().info().isSessionLeader()).isTrue();
    }

    @Test
    void what_never_detaches_is_shown_as_it_is() {
        try (ProcessScope scope = ProcessScope.open(Duration.ofMillis(300))) {
            ChildProcess launcher =
                    scope.command("sh", "-c", "sleep 600 & wait").start();

            assertThatThrownBy(launcher::awaitDetached)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("was seen to become detached within 0.3s")
                    .hasMessageContaining("sleep 600")
                    .hasMessageContaining(Long.toString(launcher.pid()));
        }
    }

    @Test
    void a_jar_runs_with_the_class_path_of_its_manifest(ProcessScope scope) {
        assertThat(scope.jvm().jar(Path.of("server.jar")).arguments("start").command())
                .doesNotContain("-cp")
                .endsWith("-jar", Path.of("server.jar").toAbsolutePath().toString(), "start");
    }

    @Test
    void a_jvm_without_a_program_is_refused(ProcessScope scope) {
        assertThatThrownBy(() -> scope.jvm().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mainClass(..) or jar(..)");
    }

    @Test
    void another_java_home_is_used(ProcessScope scope) {
        List<String> command =
                scope.jvm(Echo.class).javaHome(Path.of("/opt/java")).command();

        assertThat(command).startsWith("/opt/java/bin/java").endsWith(Echo.class.getName());
    }

    @Test
    void options_for_every_jvm_come_before_its_own(ProcessScope scope) {
        String before = System.getProperty(ChildJvm.OPTIONS_PROPERTY);
        System.setProperty(ChildJvm.OPTIONS_PROPERTY, " -Xint  -Da=b ");
        try {
            assertThat(scope.jvm(Echo.class).jvmOptions("-Xmx64m").command())
                    .containsSubsequence("-Xint", "-Da=b", "-Xmx64m", "-cp");
        } finally {
            if (before == null) {
                System.clearProperty(ChildJvm.OPTIONS_PROPERTY);
            } else {
                System.setProperty(ChildJvm.OPTIONS_PROPERTY, before);
            }
        }
    }
}

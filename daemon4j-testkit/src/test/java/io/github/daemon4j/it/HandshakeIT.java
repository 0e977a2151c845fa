/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.awaitStarting;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.fifo;
import static io.github.daemon4j.it.Facts.letGoOn;
import static io.github.daemon4j.it.Facts.pidIn;
import static io.github.daemon4j.it.Facts.preloaded;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher hears of its daemon, and says to its terminal and its shell. */
@DaemonTest
class HandshakeIT {

    private static final JavaHome RUNNING = JavaHome.running();

    @TempDir
    private Path directory;

    private Path pidFile;
    private Path log;

    @BeforeEach
    void nameFiles() {
        pidFile = directory.resolve("server.pid");
        log = directory.resolve("server.log");
    }

    @EachJava
    void what_is_printed_before_ready_is_shown_and_everything_is_in_the_log(JavaHome java, ProcessScope scope)
            throws IOException {
        Files.writeString(log, "of yesterday\n");
        ChildJvm launcher = java.server(
                        scope,
                        "log:" + log,
                        "timeout:20000",
                        "detach",
                        "print:before",
                        "printErr:careful",
                        "status:half way",
                        "ready:serving",
                        "ready:again",
                        "print:after")
                .start();

        ObservedProcess daemon = daemonOf(launcher);
        awaitContent(log, "after\n");
        daemon.signal(Signal.QUIT); // the VM's thread dump
        awaitContent(log, "Full thread dump");
        launcher.awaitEndOfOutput();

        assertThat(err(launcher))
                .contains("before\ncareful\n", "server: half way\n", "server: serving\n")
                .doesNotContain("after", "again", "yesterday", "thread dump");
        assertThat(Facts.content(log)).startsWith("of yesterday\nbefore\ncareful\nafter\n");
    }

    /** On a busy machine the one between launcher and daemon is the daemon's parent still when the daemon asks who it is. */
    @EachJava
    void a_daemon_that_is_up_before_the_one_between_has_ended_knows_itself(JavaHome java, ProcessScope scope)
            throws IOException {
        Path report = directory.resolve("report");
        Path up = directory.resolve("up");
        ChildJvm launcher = java.server(scope, "pid:" + pidFile, "detach", "report:" + report, "write:" + up + ":x")
                .environment(
                        "LD_PRELOAD", preloaded(scope, directory, "late_end").toString())
                .environment("LATE_END", up.toString())
                .start();

        ObservedProcess daemon = daemonOf(launcher);
        assertThat(launcher.awaitExit().code()).hasValue(0);
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
        assertThat(report).content().startsWith("true\n");
    }

    @EachJava
    void a_plain_detach_releases_the_launcher_when_it_returns_in_the_daemon(JavaHome java, ProcessScope scope)
            throws IOException {
        Path fifo = fifo(scope, directory);
        ChildJvm launcher = java.server(scope, "log:" + log, "print:twice", "detach", "await:" + fifo, "print:let go")
                .start();

        ObservedProcess daemon = daemonOf(launcher);

        assertThat(daemon.isAlive()).isTrue();
        assertThat(Facts.out(launcher)).as("printed by the launcher").isEqualTo("twice\n");
        assertThat(err(launcher)).as("printed by the daemon").contains("twice\n");
        letGoOn(fifo);
        awaitContent(log, "let go");
    }

    /** On one JDK: it waits for seconds. */
    @Test
    void a_server_that_is_not_ready_in_time_is_ended_with_124(ProcessScope scope) {
        ChildJvm launcher = RUNNING.server(
                        scope,
                        "pid:" + pidFile,
                        "log:" + log,
                        "timeout:4000",
                        "detach",
                        "status:loading models",
                        "hang")
                .start();
        ObservedProcess daemon = awaitStarting(launcher);

        assertThat(launcher.awaitExit().code()).hasValue(Daemon.EXIT_START_TIMED_OUT);

        assertThat(err(launcher))
                .contains("server: not ready within 4 s; the last it said was \"loading models\"")
                .contains("readyTimeout");
        assertThat(daemon.isAlive()).isFalse();
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void a_timeout_longer_than_a_life_is_no_obstacle(JavaHome java, ProcessScope scope) {
        String longest = Long.toString(Long.MAX_VALUE);
        ChildJvm launcher = java.server(scope, "timeout:" + longest, "detach", "extend:" + longest, "ready")
                .start();

        daemonOf(launcher);
    }

    /** On one JDK: it waits for seconds. */
    @Test
    void a_server_may_ask_for_more_time(ProcessScope scope) {
        ChildJvm launcher = RUNNING.server(
                        scope, "timeout:4000", "detach", "extend:20000", "work:5000", "ready:at last")
                .start();

        daemonOf(launcher);

        assertThat(err(launcher)).contains("server: at last");
    }

    @EachJava
    void an_exception_in_the_start_is_shown_and_ends_the_launcher_with_1(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "pid:" + pidFile, "start", "throw:no such database")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .contains("\tat " + Server.class.getName())
                .contains("server: start-up failed: java.lang.IllegalStateException: no such database\n");
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    @JdkDependent("its end")
    void an_exception_in_main_is_shown_and_ends_the_launcher_with_1(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "pid:" + pidFile, "timeout:20000", "detach", "throw:no such database")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .contains("Exception in thread \"main\" java.lang.IllegalStateException: no such database\n")
                .containsPattern("server: the daemon \\(pid [0-9]+\\) exited with status 1 before it was ready");
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void a_failure_with_status_and_message_reaches_the_shell(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(
                        scope, "pid:" + pidFile, "timeout:20000", "detach", "print:trying", "fail:78:port 80 is taken")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(78);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("trying\nserver: port 80 is taken\n").containsOnlyOnce("port 80 is taken");
        assertThat(pidFile).doesNotExist();
    }

    /** On one JDK: it takes 6 s to tell patience from the lack of it. */
    @Test
    void a_server_that_fails_has_time_for_its_shutdown_hooks(ProcessScope scope) {
        Path done = directory.resolve("done");
        ChildJvm launcher = RUNNING.server(
                        scope, "timeout:20000", "detach", "finallyWork:6000:" + done, "fail:78:port 80 is taken")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(78);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).endsWith("server: port 80 is taken\n");
        assertThat(done).hasContent("done");
    }

    @EachJava
    void a_failure_that_no_launcher_hears_is_in_the_log(JavaHome java, ProcessScope scope) throws IOException {
        ChildJvm launcher = java.server(
                        scope, "log:" + log, "timeout:20000", "detach", "ready:serving", "fail:78:the disk is gone")
                .start();
        assertThat(launcher.awaitExit().code()).hasValue(0);
        awaitContent(log, "server: the disk is gone\n");
        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("server: serving\n").doesNotContain("gone");

        Path fifo = fifo(scope, directory);
        ChildJvm killed = java.server(
                        scope, "log:" + log, "start", "print:coming", "await:" + fifo, "throw:no such database")
                .start();
        killed.awaitLine("coming");
        awaitStarting(killed);
        killed.signal(Signal.KILL);
        killed.awaitExit();
        letGoOn(fifo);

        String failure = "java.lang.IllegalStateException: no such database\n";
        assertThat(awaitContent(log, "server: start-up failed: " + failure)).contains("\n" + failure + "\tat ");
    }

    @EachJava
    void the_status_of_a_server_that_exits_in_its_start_is_the_launchers(JavaHome java, ProcessScope scope) {
        ChildJvm seven = java.server(scope, "timeout:20000", "detach", "exit:7").start();
        ChildJvm zero = java.server(scope, "timeout:20000", "detach", "exit:0").start();

        assertThat(seven.awaitExit().code()).hasValue(7);
        assertThat(zero.awaitExit().code())
                .as("it is not ready, so the start has failed")
                .hasValue(1);
        assertThat(err(seven)).containsPattern("server: the daemon \\(pid [0-9]+\\) exited with status 7 before");
    }

    @EachJava
    @JdkDependent("its end")
    void a_server_killed_in_its_start_gives_128_plus_the_signal(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "pid:" + pidFile, "timeout:20000", "detach", "hang")
                .start();
        ObservedProcess daemon = awaitStarting(launcher);

        daemon.signal(Signal.KILL);

        assertThat(launcher.awaitExit().code()).hasValue(137);
        assertThat(err(launcher)).contains("(pid " + daemon.pid() + ")", "signal 9", "before it was ready");
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    @JdkDependent("its messages")
    void a_jvm_that_cannot_even_start_says_why_on_the_terminal(JavaHome java, ProcessScope scope) {
        ChildJvm heap = java.server(scope, "detach")
                .environment("DAEMON4J_JAVA_OPTIONS", "-Xmx1k")
                .start();
        ChildJvm flag = java.server(scope, "jvm:-XX:+NoSuchFlag", "detach").start();

        assertThat(heap.awaitExit().code()).hasValue(1);
        assertThat(flag.awaitExit().code()).hasValue(1);

        heap.awaitEndOfOutput();
        flag.awaitEndOfOutput();
        assertThat(err(heap)).contains("Too small maximum heap").contains("exited with status 1 before it was ready");
        assertThat(err(flag)).contains("Unrecognized VM option 'NoSuchFlag'");
    }

    @EachJava
    void a_daemon_comes_up_although_its_launcher_was_killed(JavaHome java, ProcessScope scope) throws IOException {
        Path fifo = fifo(scope, directory);
        Path done = directory.resolve("done");
        ChildJvm launcher = java.server(
                        scope,
                        "pid:" + pidFile,
                        "timeout:20000",
                        "detach",
                        "print:coming",
                        "await:" + fifo,
                        "ready:serving",
                        "print:after",
                        "write:" + done + ":x")
                .start();
        launcher.awaitLine("coming");
        ObservedProcess daemon = awaitStarting(launcher);

        launcher.signal(Signal.KILL);
        launcher.awaitExit();
        letGoOn(fifo);

        awaitContent(done, "x");
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
        assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(Proc.of(daemon).parent()).isNotEqualTo(launcher.pid());
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void a_launcher_killed_at_once_leaves_a_daemon_whose_pid_file_is_right(JavaHome java, ProcessScope scope) {
        Path done = directory.resolve("done");
        ChildJvm launcher = java.server(
                        scope, "pid:" + pidFile, "timeout:20000", "detach", "ready", "write:" + done + ":x")
                .start();
        ObservedProcess daemon = awaitStarting(launcher); // before it runs a line of Java

        launcher.signal(Signal.KILL);

        awaitContent(done, "x");
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
    }

    @EachJava
    @JdkDependent("its signals")
    void control_c_ends_the_launcher_and_the_start(JavaHome java, PtyTerminal terminal, ProcessScope scope) {
        ChildJvm launcher =
                terminal.spawn(java.server(scope, "pid:" + pidFile, "timeout:20000", "detach", "print:coming", "hang"));
        terminal.awaitText("coming");
        ObservedProcess daemon = awaitStarting(launcher);

        terminal.interrupt();

        assertThat(launcher.awaitExit().code()).hasValue(130);
        assertThat(daemon.isAlive()).isFalse();
        assertThat(pidFile).doesNotExist();
        terminal.awaitText("server: interrupted; the daemon (pid " + daemon.pid() + ") was ended");
    }

    @EachJava
    void an_interruption_before_the_daemon_is_started_starts_none(JavaHome java, ProcessScope scope) {
        Path fifo = fifo(scope, directory);
        ChildJvm launcher = java.server(scope, "interrupt:" + fifo, "pid:" + pidFile, "detach", "hang")
                .start();

        launcher.awaitLine("server: interrupted; no daemon was started");
        letGoOn(fifo);

        assertThat(launcher.awaitExit().code()).hasValue(130);
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void the_start_goes_on_when_the_terminal_is_closed(JavaHome java, PtyTerminal terminal, ProcessScope scope)
            throws IOException {
        Path fifo = fifo(scope, directory);
        Path done = directory.resolve("done");
        ChildJvm launcher = terminal.spawn(java.server(
                scope,
                "pid:" + pidFile,
                "timeout:20000",
                "detach",
                "print:coming",
                "await:" + fifo,
                "print:to nobody",
                "ready:serving",
                "write:" + done + ":x"));
        terminal.awaitText("coming");
        ObservedProcess daemon = awaitStarting(launcher);

        terminal.hangUp();
        letGoOn(fifo);

        awaitContent(done, "x");
        assertThat(launcher.awaitExit().code()).hasValue(0);
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
        assertThat(daemon.isAlive()).isTrue();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonState;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is started again when it fails, and how it is seen, asked and stopped meanwhile. */
@DaemonTest
class KeeperIT {

    private static final String AT_ONCE = "keep:0,0,1000,3600";
    private static final String LATE = "keep:60000,60000,1000,3600";

    @TempDir
    private Path directory;

    private KeptDaemon daemon(JavaHome java, ProcessScope scope, String... words) {
        return new KeptDaemon(java, scope, directory, words);
    }

    @EachJava
    @JdkDependent("its command line")
    void a_daemon_that_was_killed_is_started_again_and_status_tells_it(JavaHome java, ProcessScope scope)
            throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE).start();
        long first = server.pid();
        long keeper = server.keeper();
        assertThat(content(server.pidFile())).startsWith(keeper + "\n");
        assertThat(server.state().restarts()).hasValue(0);
        assertThat(server.state().lastEnd()).isEmpty();
        assertThat(new Proc(first).parent()).isEqualTo(keeper);

        server.kill();

        DaemonState again = server.awaitRestart(1);
        assertThat(again.pid()).isNotEqualTo(first);
        assertThat(again.keeper()).hasValue(keeper);
        assertThat(again.lastEnd().orElseThrow().status()).isEqualTo(137);
        assertThat(server.run("status"))
                .matches("0 server is running \\(pid " + again.pid().getAsLong() + "\\); its keeper is pid " + keeper
                        + "; restarts: 1; the one before was killed by signal 9 at \\S+Z\n");
        assertThat(server.run("status --json"))
                .contains("\"keeper\":" + keeper, "\"restarts\":1,\"lastStatus\":137,\"lastEnd\":\"");
        assertThat(content(server.log()))
                .contains("server: ended with status 137; its keeper starts it again in 0 ms\n");

        assertThat(server.run("stop"))
                .isEqualTo("0 server stopped (pid " + again.pid().getAsLong() + ")\n");
        server.assertNothingLeft();
    }

    @EachJava
    void a_keeper_that_waits_is_seen_and_stopped_at_once(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, LATE).start();
        server.kill();
        server.awaitWaiting();

        assertThat(server.state().status()).isEqualTo(DaemonStatus.STARTING);
        assertThat(server.run("status")).contains("waits to start it again");
        assertThat(server.run("start")).startsWith("0 server is already starting");
        assertThat(server.run("reload")).startsWith("1 ").contains("waits to start it again; restart it");

        long begin = System.nanoTime();
        assertThat(server.run("stop")).startsWith("0 server stopped");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        server.assertNothingLeft();
    }

    @EachJava
    void a_restart_starts_at_once_what_waits(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, LATE).start();
        server.kill();
        server.awaitWaiting();
        long keeper = server.keeper();

        assertThat(server.run("try-restart")).startsWith("0 ").contains("server started");

        assertThat(server.state().status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(server.keeper()).isNotEqualTo(keeper);
        assertThat(server.state().restarts()).hasValue(0);
        assertThat(server.run("restart")).contains("server stopped", "server started");
        assertThat(server.run("stop")).startsWith("0 ");
        server.assertNothingLeft();
    }

    @EachJava
    void without_its_keeper_it_serves_on_and_status_says_so(JavaHome java, ProcessScope scope) throws Exception {
        Path order = directory.resolve("order");
        KeptDaemon server = daemon(java, scope, AT_ONCE, "order:" + order).start();
        long pid = server.pid();
        long keeper = server.keeper();
        KeptDaemon.kill(keeper);
        await("the end of the keeper", () -> server.state().isKeeperGone());

        assertThat(server.state().pid()).hasValue(pid);
        assertThat(server.run("status"))
                .contains("server is running (pid " + pid + ")", "is gone, and nobody starts it again");
        assertThat(server.run("start")).startsWith("0 server is already running (pid " + pid + ")");
        Files.writeString(order, "print");
        assertThat(server.run("reload")).isEqualTo("0 server reloaded\n");
        awaitContent(server.log(), "was reloaded");
        assertThat(server.run("stop")).isEqualTo("0 server stopped (pid " + pid + ")\n");
        server.assertNothingLeft();
    }

    @EachJava
    void who_was_left_by_its_keeper_is_not_started_again(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE).start();
        long pid = server.pid();
        KeptDaemon.kill(server.keeper());
        await("the end of the keeper", () -> server.state().isKeeperGone());
        KeptDaemon.kill(pid);
        server.awaitOver();

        assertThat(server.run("status")).startsWith("1 server is dead");
        assertThat(server.run("start")).startsWith("0 server started");
        server.run("stop");
        server.assertNothingLeft();
    }

    @EachJava
    void a_suspended_keeper_is_stopped(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE).start();
        signal(server.keeper(), Signal.STOP);
        assertThat(server.run("status")).startsWith("0 server is running");
        assertThat(server.run("stop")).startsWith("0 server stopped");
        server.assertNothingLeft();

        server.start();
        signal(server.keeper(), Signal.STOP);
        server.kill();
        assertThat(server.run("stop")).startsWith("0 server stopped");
        server.assertNothingLeft();
    }

    @EachJava
    void a_suspended_daemon_is_stopped_with_its_keeper(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE).start();
        signal(server.pid(), Signal.STOP);
        assertThat(server.run("stop")).startsWith("0 server stopped");
        server.assertNothingLeft();
    }

    @EachJava
    void a_deaf_daemon_is_killed_by_its_schedule_and_not_started_again(JavaHome java, ProcessScope scope)
            throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE, "schedule:INT/0.3/TERM/0.3/KILL/10", "deaf:60000")
                .start();
        assertThat(server.run("stop")).startsWith("150 server did not end by itself");
        server.assertNothingLeft();
    }

    @EachJava
    void signals_to_the_keeper_reach_the_daemon(JavaHome java, ProcessScope scope) throws Exception {
        Path order = directory.resolve("order");
        Files.writeString(order, "print");
        KeptDaemon server = daemon(java, scope, AT_ONCE, "order:" + order).start();
        Files.move(server.log(), directory.resolve("old.log"));
        signal(server.keeper(), Signal.USR1);
        await("another log", () -> Files.exists(server.log()));
        signal(server.keeper(), Signal.HUP);
        awaitContent(server.log(), "was reloaded");
        signal(server.keeper(), Signal.QUIT);
        awaitContent(server.log(), "Full thread dump");
        long pid = server.pid();
        assertThat(server.state().restarts()).hasValue(0);

        signal(server.keeper(), Signal.TERM); // kill $(head -n 1 server.pid)
        server.awaitOver();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        server.assertNobody();
        assertThat(server.pidFile()).as("removed by the keeper").doesNotExist();
    }

    @EachJava
    void after_a_rotation_the_next_one_prints_to_the_new_log(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE).start();
        Files.move(server.log(), directory.resolve("old.log"));
        Files.writeString(server.log(), "");

        server.kill();

        long pid = server.awaitRestart(1).pid().getAsLong();
        assertThat(content(server.log())).contains("serves as " + pid);
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/2"))).isEqualTo(server.log());
        server.run("stop");
    }

    @EachJava
    void discarded_output_fills_no_memory_and_piped_output_reaches_its_reader(JavaHome java, ProcessScope scope)
            throws Exception {
        Path piped = directory.resolve("piped.log");
        KeptDaemon server = daemon(java, scope, AT_ONCE, "pipe:tee -a " + piped).start();
        awaitContent(piped, "serves as");
        server.kill();
        KeptDaemon.kill(server.awaitRestart(1).pid().getAsLong());
        long pid = server.awaitRestart(2).pid().getAsLong();
        awaitContent(piped, "serves as " + pid);
        assertThat(content(piped).split("serves as", -1)).as("each line once").hasSize(4);
        server.run("stop");
        server.assertNothingLeft();

        KeptDaemon silent = daemon(java, scope, AT_ONCE, "noLog:").start();
        silent.kill();
        long again = silent.awaitRestart(1).pid().getAsLong();
        for (long process : new long[] {again, silent.keeper()}) {
            assertThat(new Proc(process).link("fd/1")).isEqualTo("/dev/null");
            assertThat(new Proc(process).link("fd/2")).isEqualTo("/dev/null");
        }
        silent.run("stop");
    }

    @EachJava
    void nobody_is_refused_while_it_is_started_again(JavaHome java, ProcessScope scope) throws Exception {
        int port = ProcessScope.freePort();
        KeptDaemon server = daemon(java, scope, AT_ONCE, "listen:" + port).start();
        for (int i = 1; i <= 5; i++) {
            long killed = server.pid();
            KeptDaemon.kill(killed);
            assertThat(answer(port)).isNotEqualTo(killed);
        }
        server.run("stop");
    }

    /** A connection that the killed one has accepted is reset; one that waits is served by the next. */
    private static long answer(int port) throws IOException {
        String line = "";
        while (line.isEmpty()) {
            line = lineFrom(port);
        }
        return Long.parseLong(line);
    }

    private static String lineFrom(int port) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (ConnectException refused) {
            throw new AssertionError("refused", refused);
        } catch (SocketException reset) {
            return "";
        }
    }

    @EachJava
    @JdkDependent("what a JVM is at its start")
    void every_step_of_daemon_7_holds_in_a_daemon_with_a_keeper(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE).start();
        server.kill();
        server.awaitRestart(1);
        assertThat(server.run("report"))
                .startsWith("0 ")
                .contains("parent " + server.keeper() + ", its keeper", "ignored: none");
        assertThat(server.control().process().orElseThrow().role()).isEqualTo(ProcessRole.DAEMON);
        server.run("stop");
    }

    @EachJava
    void in_the_foreground_it_is_said_that_nobody_starts_it_again(JavaHome java, ProcessScope scope) throws Exception {
        Path missing = directory.resolve("missing");
        Files.writeString(missing, "");
        assertThat(daemon(java, scope, AT_ONCE, "failsBeside:" + missing).run("run"))
                .startsWith("1 ")
                .contains("its restartPolicy does not start it again here: in the foreground nobody does");
    }

    private static void signal(long pid, Signal signal) {
        ProcessInfo.of(pid).orElseThrow().signal(signal);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Which ends of a daemon its keeper takes for failures, and when it gives up. */
@DaemonTest
class KeeperEndsIT {

    private static final String AT_ONCE = "keep:0,0,1000,3600";
    private static final int ROUNDS = Starts.rounds();

    @TempDir
    private Path directory;

    private Path order() {
        return directory.resolve("order");
    }

    private KeptDaemon daemon(JavaHome java, ProcessScope scope, String... words) {
        return new KeptDaemon(java, scope, directory, words);
    }

    /** Has it end by itself, in a reload, whose answer does not matter. */
    private void order(KeptDaemon server, String what) throws Exception {
        Files.writeString(order(), what);
        assertThat(ProcessInfo.of(server.pid()).orElseThrow().signal(Signal.HUP))
                .isTrue();
    }

    @EachJava
    @JdkDependent("its end")
    void failures_are_followed_by_a_start(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(
                        java, scope, AT_ONCE, "order:" + order(), "jvm:-Xmx64m", "jvm:-XX:+ExitOnOutOfMemoryError")
                .start();
        int restarts = 0;
        for (String end : new String[] {"exit:3", "halt:4", "fail:70", "memory:3"}) {
            order(server, end);
            int status = server.awaitRestart(++restarts).lastEnd().orElseThrow().status();
            assertThat(status).as(end).isEqualTo(Integer.parseInt(end.substring(end.indexOf(':') + 1)));
        }
        server.run("stop");
        server.assertNothingLeft();
    }

    @EachJava
    void an_end_that_was_asked_for_is_the_end_of_all(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE, "order:" + order());
        for (String end : new String[] {"exit:0", "stop"}) {
            order(server.start(), end);
            server.awaitOver();
            server.assertNobody();
            assertThat(server.pidFile()).as(end).doesNotExist();
        }
        for (Signal signal : new Signal[] {Signal.TERM, Signal.INT}) {
            server.start();
            ProcessInfo.of(server.pid()).orElseThrow().signal(signal);
            server.awaitOver();
            server.assertNobody();
        }
    }

    @EachJava
    void what_fails_before_it_was_ready_is_the_launchers_to_tell(JavaHome java, ProcessScope scope) throws Exception {
        Path beside = Files.writeString(directory.resolve("beside"), "");
        KeptDaemon server = daemon(java, scope, AT_ONCE, "failsBeside:" + beside);

        assertThat(server.run("start")).startsWith("1 ").contains("cannot start beside " + beside);
        server.assertNothingLeft();

        KeptDaemon broken = daemon(java, scope, AT_ONCE, "jvm:-XX:NoSuchOption");
        assertThat(broken.run("start")).startsWith("1 ").contains("exited with status 1 before it was ready");
        broken.assertNothingLeft();
    }

    @EachJava
    void what_is_not_ready_in_time_is_ended_with_its_keeper(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE, "timeout:1500", "grace:300", "hangs:60000", "deaf:60000");
        assertThat(server.run("start")).startsWith("124 ").contains("not ready within 1500 ms");
        server.assertNothingLeft();
    }

    @EachJava
    void a_launcher_that_is_interrupted_ends_both(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, AT_ONCE, "hangs:60000");
        ChildJvm launcher = server.command("start").start();
        await("a daemon that starts", () -> server.state().pid().isPresent());
        launcher.signal(Signal.INT);
        launcher.awaitExit();
        server.assertNothingLeft();
    }

    @EachJava
    void it_gives_up_as_it_was_told(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, "keep:10,20,2,3600").start();
        server.kill();
        server.awaitRestart(1);
        server.kill();
        server.awaitRestart(2);
        server.kill();
        server.awaitOver();

        assertThat(content(server.log()))
                .contains(
                        "server: ended with status 137; it was started again 2 times within 3600 s: its keeper gives up\n");
        assertThat(server.run("status")).startsWith("1 server is dead, and its pid file");
        server.assertNobody();
        server.start();
        server.run("stop");
    }

    @EachJava
    void later_starts_that_fail_count_and_wait_longer_each_time(JavaHome java, ProcessScope scope) throws Exception {
        Path beside = directory.resolve("beside");
        KeptDaemon server = daemon(java, scope, "keep:100,10000,3,3600", "failsBeside:" + beside)
                .start();
        Files.writeString(beside, "");
        server.kill();
        server.awaitOver();
        assertThat(content(server.log()))
                .containsSubsequence("again in 100 ms", "again in 200 ms", "again in 400 ms", "its keeper gives up");
        server.run("stop");
    }

    @InRounds
    @EachJava
    void many_kills_leave_nothing_behind(JavaHome java, ProcessScope scope) throws Exception {
        KeptDaemon server = daemon(java, scope, "keep:0,0,1000,1").start();
        long keeper = server.keeper();
        server.kill();
        server.awaitRestart(1);
        long before = pss(keeper);
        int descriptors = new Proc(keeper).descriptors().size();
        for (int i = 2; i <= ROUNDS; i++) {
            server.kill();
            server.awaitRestart(i);
        }
        long after = pss(keeper);
        System.out.println(
                "a keeper on " + java + ": PSS " + before + " kB, after " + ROUNDS + " kills " + after + " kB");
        assertThat(after).isLessThan(2048).isLessThan(before + 200);
        assertThat(new Proc(keeper).descriptors()).hasSize(descriptors);
        assertThat(ProcessInfo.of(keeper).orElseThrow().children()).hasSize(1);
        server.run("stop");
        server.assertNothingLeft();
    }

    private static long pss(long pid) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new AssertionError("no Pss");
    }
}

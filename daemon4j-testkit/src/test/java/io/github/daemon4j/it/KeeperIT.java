/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonState;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
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
}

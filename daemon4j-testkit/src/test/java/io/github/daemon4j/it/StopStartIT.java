/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start at the very moment when the daemon before it is told to end, which takes a while: it holds its port until then, and
 * an address in use is what a start finds that does not wait.
 */
@DaemonTest
@InRounds
class StopStartIT {

    private static final int ROUNDS = Starts.rounds();

    @TempDir
    private Path directory;

    /** What status said while one was ended and the next was started, and how often. */
    private final Map<String, Integer> looks = new TreeMap<>();

    @EachJava
    void a_start_right_after_TERM_finds_the_port_free(JavaHome java) throws Exception {
        startRightAfterTerm(java, "listen:" + ProcessScope.freePort());
    }

    @EachJava
    void a_start_right_after_TERM_to_a_daemon_of_another_user_finds_the_port_free(JavaHome java, ProcessScope scope)
            throws Exception {
        needsRoot("start a daemon as somebody else");
        for (Class<?> needed : List.of(Server.class, Daemon.class)) {
            String place =
                    needed.getProtectionDomain().getCodeSource().getLocation().getPath();
            needs(
                    scope,
                    "run this class as nobody",
                    "setpriv",
                    "--reuid=nobody",
                    "--clear-groups",
                    "test",
                    "-r",
                    place);
        }
        startRightAfterTerm(java, "user:nobody", "command:start", "listen:" + ProcessScope.freePort());
    }

    private void startRightAfterTerm(JavaHome java, String... how) throws IOException, InterruptedException {
        String[] script = how.length > 1 ? how : new String[] {"command:start", how[0]};
        try (Starts starts = new Starts(java, directory)) {
            DaemonControl control = DaemonControl.of(starts.pidFile());
            long pid = starts.run(script).requireSuccess().pid();
            for (int i = 0; i < ROUNDS; i++) {
                long ended = pid;
                ProcessHandle.of(ended).orElseThrow().destroy();
                Starts.Launch launch = starts.begin(script);
                do {
                    look(starts, control, ended);
                } while (!launch.isOver(1));

                Starts.Outcome outcome = launch.await().requireSuccess();
                assertThat(outcome.out()).matches("server started \\(pid [0-9]+\\)\n");
                pid = outcome.pid();
                assertThat(pid).isNotEqualTo(ended);
                assertThat(starts.daemons()).as("daemons in round %d", i).containsExactly(pid);
                assertThat(control.status().name()).isEqualTo("RUNNING");
                assertThat(control.process().map(ProcessInfo::pid)).contains(pid);
                starts.forget();
            }
            starts.run("command:stop").requireSuccess();
            starts.assertNothingLeft();
        }
        System.out.println("status while a daemon ended and the next was started, on " + java + ": " + looks);
    }

    /** Looks who lives, asks, and looks again: only what was true neither before nor after is a lie. */
    private void look(Starts starts, DaemonControl control, long ended) {
        List<Long> before = starts.daemons();
        String status = control.status().name();
        List<Long> after = starts.daemons();
        looks.merge(status, 1, Integer::sum);

        assertThat(before).as("daemons at once").hasSizeLessThan(2);
        assertThat(after).as("daemons at once").hasSizeLessThan(2);
        switch (status) {
            case "RUNNING" ->
                assertThat(before.isEmpty() && after.isEmpty())
                        .as("RUNNING, and nobody lived before or after the look")
                        .isFalse();
            case "NOT_RUNNING", "DEAD_WITH_PID_FILE" ->
                assertThat(before.contains(ended) && after.contains(ended))
                        .as("%s, while pid %d went on living", status, ended)
                        .isFalse();
            default -> assertThat(status).isIn("STARTING", "STOPPING");
        }
    }
}

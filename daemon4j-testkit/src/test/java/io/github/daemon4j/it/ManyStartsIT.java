/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.fifo;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many starts of one server at the same instant, as from cron, a deployment and a person at once; {@code -Dstarts=50}
 * for fifty.
 */
@DaemonTest
@InRounds
class ManyStartsIT {

    private static final int ROUNDS = Starts.rounds();
    private static final int STARTS = Integer.getInteger("starts", 12);

    @TempDir
    private Path directory;

    @EachJava
    void one_of_many_starts_wins_and_the_others_name_its_daemon(JavaHome java, ProcessScope scope) throws Exception {
        Path gate = fifo(scope, directory);
        try (Starts starts = new Starts(java, directory)) {
            for (int i = 0; i < ROUNDS; i++) {
                List<Starts.Outcome> outcomes = startAll(starts, gate);

                List<Starts.Outcome> winners = outcomes.stream()
                        .filter(outcome -> outcome.out().contains("server started"))
                        .toList();
                assertThat(winners)
                        .as("winners of round %d among %s", i, outcomes)
                        .hasSize(1);
                long pid = winners.get(0).pid();
                assertThat(outcomes).allSatisfy(outcome -> {
                    outcome.requireSuccess();
                    assertThat(outcome.pid()).as("%s", outcome).isEqualTo(pid);
                });
                assertThat(starts.daemons()).containsExactly(pid);
                assertThat(content(starts.pidFile())).startsWith(pid + "\n");

                Starts.Outcome stop = starts.run("command:stop").requireSuccess();
                assertThat(stop.out()).isEqualTo("server stopped (pid " + pid + ")\n");
                starts.assertNothingLeft();
                starts.forget();
            }
        }
    }

    /** All JVMs are up and wait before the first is let go: what takes them longest is behind them. */
    @SuppressWarnings("try") // the gate is open for as long as it is held
    private static List<Starts.Outcome> startAll(Starts starts, Path gate) throws IOException, InterruptedException {
        List<Starts.Launch> launches = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            launches.add(starts.begin("gate:" + gate, "command:start"));
        }
        for (Starts.Launch launch : launches) {
            await("a launcher is at the gate", () -> content(launch.out()).contains(Acts.AT_THE_GATE));
        }
        List<Starts.Outcome> outcomes = new ArrayList<>();
        try (RandomAccessFile open = new RandomAccessFile(gate.toFile(), "rw")) {
            for (Starts.Launch launch : launches) {
                outcomes.add(launch.await());
            }
        }
        return outcomes;
    }
}

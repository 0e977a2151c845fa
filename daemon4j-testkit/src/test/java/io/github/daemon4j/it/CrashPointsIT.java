/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, and then the daemon, killed with SIGKILL at each step of a start, by a preloaded library that counts calls
 * to the C library ({@code crash_points.c}). Whatever is left: {@code status} tells the truth, the next {@code start} succeeds
 * or names the daemon that has survived, {@code stop} ends it, and then nothing is left. What happened at each point is in
 * {@code target/crash-points.md}. {@code -Drounds=1000} for every point of the launcher.
 */
@DaemonTest
class CrashPointsIT {

    private static final int POINTS = Starts.rounds();
    private static final String LAST_WORD = "serving";
    private static final List<String> TABLE = new ArrayList<>();

    @TempDir
    private Path directory;

    private Path library;
    private Path up;

    @BeforeEach
    void compile(ProcessScope scope) throws IOException {
        library = Facts.preloaded(scope, directory, "crash_points");
        up = directory.resolve("up");
    }

    @AfterAll
    static void writeTable() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "| on | killed | before or at | status, at once | status, when it has settled | next start | stop |",
                "|---|---|---|---|---|---|---|"));
        lines.addAll(TABLE);
        Files.write(Path.of("target", "crash-points.md"), lines);
    }

    @InRounds
    @EachJava
    void a_launcher_may_be_killed_at_any_call(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Path calls = directory.resolve("calls");
            Starts.Launch whole = starts.begin(preload(0, calls), "command:start");
            whole.await().requireSuccess();
            starts.run("command:stop").requireSuccess();
            List<String> points = Files.readAllLines(calls);
            assertThat(points).as("calls of a start").contains("_exit", "poll").hasSizeGreaterThan(30);

            for (int at : chosen(points)) {
                Files.deleteIfExists(up);
                Path last = directory.resolve("last." + at);
                Starts.Launch launch = starts.begin(preload(at, last), "command:start", "write:" + up + ":x");
                Starts.Outcome outcome = launch.await();
                if (Files.notExists(last)) {
                    outcome.requireSuccess(); // a JVM makes a call more or less
                } else {
                    assertThat(outcome.status()).as("killed: %s", outcome).isEqualTo(137);
                }
                await(
                        "who was to make the daemon is done",
                        () -> Starts.processesWith("CRASH_SAID=" + last).equals(starts.daemons()));
                assertRecovers(starts, java + " | launcher | " + at + ": " + point(last));
            }
        }
    }

    /** Whoever dies in the middle of an upgrade: one daemon serves then, the old one or the new one, and everybody says the same. */
    @InRounds
    @EachJava
    void the_launcher_of_an_upgrade_may_be_killed_at_any_call(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            starts.run("command:start").requireSuccess();
            Path calls = directory.resolve("calls");
            starts.begin(preload(0, calls), "command:upgrade").await().requireSuccess();
            List<String> points = Files.readAllLines(calls);
            int commit = points.lastIndexOf("pwrite") + 1;
            int writes = Collections.frequency(points, "pwrite");
            assertThat(commit).as("the write that is the upgrade").isGreaterThan(points.indexOf("_exit"));
            Set<Integer> all = chosen(points);
            all.addAll(List.of(commit, commit + 1, commit + 2, commit + 3));

            int done = 0;
            for (int at : all) {
                if (++done % 20 == 0) {
                    starts.run("command:restart").requireSuccess(); // a daemon of a test ends after five minutes
                }
                long old = starts.daemons().get(0);
                Path last = directory.resolve("last." + at);
                Starts.Outcome outcome =
                        starts.begin(preload(at, last), "command:upgrade").await();
                await(
                        "who was to make the new one is done",
                        () -> starts.daemons().containsAll(Starts.processesWith("CRASH_SAID=" + last)));
                await("one daemon is left, and its pid file names it", () -> {
                    List<Long> daemons = starts.daemons();
                    return daemons.size() == 1 && Facts.pidIn(starts.pidFile()) == daemons.get(0);
                });
                long left = starts.daemons().get(0);
                assertThat(left == old)
                        .as("killed at %s: %s; the old one serves", at, point(last))
                        .isEqualTo(Files.exists(last)
                                && Integer.parseInt(Files.readAllLines(last).get(1)) < writes);
                assertThat(outcome.status()).isEqualTo(Files.exists(last) ? 137 : 0);
                assertThat(starts.run("command:status").requireSuccess().pid()).isEqualTo(left);
                assertThat(starts.run("command:start").requireSuccess().out())
                        .isEqualTo("server is already running (pid " + left + ")\n");
                TABLE.add("| " + java + " | launcher of an upgrade | " + at + ": " + point(last) + " | | the "
                        + (left == old ? "old" : "new") + " one serves | |");
            }
            starts.run("command:stop").requireSuccess();
            starts.assertNothingLeft();
        }
    }

    private String point(Path last) throws IOException {
        return Files.exists(last) ? Files.readAllLines(last).get(0).replace(directory + "/", "") : "never";
    }

    private Map<String, String> preload(int at, Path said) {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "CRASH_ARMED", said + ".armed",
                "CRASH_AT", Integer.toString(at),
                "CRASH_SAID", said.toString());
    }

    /** All of them; or the two around the birth of the daemon, and some more at even distances. */
    private static Set<Integer> chosen(List<String> points) {
        Set<Integer> chosen = new LinkedHashSet<>();
        int born = points.indexOf("_exit") + 1;
        chosen.add(born);
        chosen.add(born + 1);
        int others = Math.min(points.size(), Math.max(1, POINTS - chosen.size()));
        for (int i = 0; i < others; i++) {
            chosen.add(1 + i * points.size() / others);
        }
        return chosen;
    }

    /** Each of the points has a script, with which the daemon ends itself there. */
    @EachJava
    void a_daemon_may_be_killed_at_any_step(JavaHome java) throws Exception {
        String die = "run:kill -9 $PPID";
        String preload = "env:LD_PRELOAD=" + library;
        String atWord = "env:CRASH_WORD=" + LAST_WORD;
        String ready = "ready:" + LAST_WORD;
        kill(java, "before main", 137, preload, "env:CRASH_LOAD=1", "command:start");
        kill(java, "in main, before it is detached", 137, "runInDaemon:kill -9 $PPID", "command:start");
        kill(java, "in its body", 137, "command:start", die);
        kill(java, "before it says that it is ready", 137, preload, atWord, "command:start", ready);
        // The launcher may be faster, and call it a success, or see its end.
        kill(
                java,
                "when it has said that it is ready",
                -1,
                preload,
                atWord,
                "env:CRASH_AFTER=1",
                "command:start",
                ready);
        kill(java, "right after", -1, "command:start", ready, die);
    }

    private void kill(JavaHome java, String point, int status, String... script) throws Exception {
        Path own = Files.createDirectory(directory.resolve(point.replaceAll("[, ]+", "-")));
        try (Starts starts = new Starts(java, own)) {
            Starts.Outcome outcome = starts.run(script);

            assertThat(outcome.status())
                    .as("%s: %s", point, outcome)
                    .isIn(status < 0 ? List.of(0, 137) : List.of(status));
            await(point + ": the daemon is dead", () -> starts.daemons().isEmpty());
            assertRecovers(starts, java + " | daemon | " + point);
        }
    }

    private void assertRecovers(Starts starts, String point) throws Exception {
        List<String> row = new ArrayList<>(List.of(point));
        try {
            row.add(atOnce(starts));
            awaitSettled(starts);
            row.add(status(starts));
            List<Long> survivors = starts.daemons();
            Starts.Outcome start = starts.run("command:start");
            row.add(start.said(Objects.requireNonNull(starts.pidFile().getParent())));
            start.requireSuccess();
            assertThat(start.out())
                    .matches(
                            survivors.isEmpty()
                                    ? "server started \\(pid [0-9]+\\)\n"
                                    : "server is already running \\(pid " + survivors.get(0) + "\\)\n");
            assertThat(starts.daemons()).containsExactly(start.pid());
            Starts.Outcome stop = starts.run("command:stop");
            row.add(stop.said(Objects.requireNonNull(starts.pidFile().getParent())));
            stop.requireSuccess();
            assertThat(stop.out()).isEqualTo("server stopped (pid " + start.pid() + ")\n");
            starts.assertNothingLeft();
        } catch (AssertionError wrong) {
            throw new AssertionError("killed at " + point + ": " + wrong.getMessage(), wrong);
        } finally {
            TABLE.add("| " + String.join(" | ", row) + " |");
        }
    }

    /** A daemon that has survived its launcher comes up; or it ends, because it was not to be. */
    private void awaitSettled(Starts starts) {
        await(
                "a daemon is up or there is none",
                () -> Files.exists(up) || (starts.daemons().isEmpty() && !isAlive(starts)));
    }

    /** What the kernel is still taking apart holds its lock, and has no environment any more to be found by. */
    private static boolean isAlive(Starts starts) {
        return DaemonControl.of(starts.pidFile()).status().exitCode() == 0;
    }

    /** Asks in this JVM, because another would take as long as what it is to see. */
    private static String atOnce(Starts starts) {
        List<Long> before = starts.daemons();
        DaemonStatus status = DaemonControl.of(starts.pidFile()).status();
        List<Long> after = starts.daemons();
        if (!before.isEmpty() && before.equals(after)) {
            assertThat(status.exitCode())
                    .as("while pid %s lives: %s", before, status)
                    .isZero();
        }
        return status.name();
    }

    /** Asks by the verb, when nobody is born and nobody dies any more. */
    private static String status(Starts starts) throws Exception {
        List<Long> before = starts.daemons();
        Starts.Outcome status = starts.run("command:status");
        List<Long> after = starts.daemons();
        if (!before.isEmpty() && before.equals(after)) {
            assertThat(status.status())
                    .as("while pid %s lives: %s", before, status)
                    .isZero();
            assertThat(status.pid()).isEqualTo(before.get(0));
        } else if (before.isEmpty() && after.isEmpty()) {
            assertThat(status.status()).as("while nobody lives: %s", status).isIn(1, 3);
        }
        return status.said(Objects.requireNonNull(starts.pidFile().getParent()));
    }
}

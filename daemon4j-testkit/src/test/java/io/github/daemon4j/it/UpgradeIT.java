/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.letGoOn;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.pidIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.it.Starts.Launch;
import io.github.daemon4j.it.Starts.Outcome;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verb {@code upgrade}, and what is left when something dies in the middle of it. Until the new daemon is ready, it waits at
 * a fifo here.
 */
@DaemonTest
class UpgradeIT {

    private static final int SIGKILLED = 137;
    private static final int SIGTERMED = 143;

    @TempDir
    private Path directory;

    private Path go;

    @BeforeEach
    void prepare(ProcessScope scope) {
        go = Facts.fifo(scope, directory);
    }

    private static void kill(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    /** The daemon beside the one that serves, when it has come so far as to be up to its body. */
    private static long awaitSecond(Starts starts, long first) {
        List<Long> others = new ArrayList<>();
        await("a second daemon comes up", () -> {
            others.clear();
            others.addAll(starts.daemons());
            others.remove(first);
            return others.size() == 1 && Facts.hasThread(others.get(0), "daemon4j upgrad");
        });
        return others.get(0);
    }

    /** The pid alone: who looks while the file is written again sees the new one before the rest is. */
    private static boolean names(Path pidFile, long pid) {
        return content(pidFile).startsWith(pid + "\n");
    }

    @EachJava
    @JdkDependent("its command line")
    void the_new_one_is_the_daemon_when_it_is_ready_and_the_old_one_ends_in_order(JavaHome java) throws Exception {
        Path closed = directory.resolve("closed");
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start", "finallyWork:300:" + closed)
                    .requireSuccess()
                    .pid();
            Launch upgrade = starts.begin("command:upgrade", "print:hello", "status:half way", "await:" + go);
            long second = awaitSecond(starts, first);
            assertThat(starts.run("command:status").requireSuccess().out())
                    .as("status meanwhile")
                    .contains("is running (pid " + first + ")");
            assertThat(pidIn(starts.pidFile())).isEqualTo(first);

            letGoOn(go);
            Outcome outcome = upgrade.await().requireSuccess();

            assertThat(outcome.out()).isEqualTo("server upgraded (pid " + second + ")\n");
            assertThat(outcome.err()).isEqualTo("hello\nserver: half way\n");
            assertThat(closed).exists();
            starts.assertServes(second);
        }
    }

    @EachJava
    void a_new_one_that_fails_dies_or_is_late_changes_nothing(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start").requireSuccess().pid();
            String pidFile = content(starts.pidFile());
            String servesOn = "; the daemon with pid " + first + " serves on\n";

            Outcome fails = starts.run("command:upgrade", "throw:no licence");
            assertThat(fails.status()).isEqualTo(1);
            assertThat(fails.err()).contains("no licence").endsWith(servesOn);
            Outcome exits = starts.run("command:upgrade", "exit:3");
            assertThat(exits.status()).isEqualTo(3);
            assertThat(exits.err()).endsWith(servesOn);
            Outcome late = starts.run("timeout:500", "command:upgrade", "hang");
            assertThat(late.status()).isEqualTo(124);
            assertThat(late.err()).contains("not ready within 500 ms").endsWith(servesOn);
            Outcome none = starts.run("jvm:-Xmx1k", "command:upgrade");
            assertThat(none.status()).isEqualTo(1);
            assertThat(none.err()).endsWith(servesOn);

            assertThat(content(starts.pidFile())).as("untouched").isEqualTo(pidFile);
            starts.assertServes(first);
        }
    }

    @EachJava
    void a_launcher_that_is_killed_or_interrupted_before_has_changed_nothing(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start").requireSuccess().pid();
            String pidFile = content(starts.pidFile());

            Launch killed = starts.begin("command:upgrade", "await:" + go);
            awaitSecond(starts, first);
            kill("KILL", killed.pid());
            assertThat(killed.await().status()).isEqualTo(SIGKILLED);
            await("the new one ends", () -> starts.daemons().equals(List.of(first)));

            Launch interrupted = starts.begin("command:upgrade", "await:" + go);
            long second = awaitSecond(starts, first);
            kill("TERM", interrupted.pid()); // whoever runs this test in the background has INT ignored
            Outcome outcome = interrupted.await();
            assertThat(outcome.status()).isEqualTo(SIGTERMED);
            assertThat(outcome.err())
                    .endsWith("server: interrupted; the daemon (pid " + second + ") was ended; the daemon with pid "
                            + first + " serves on\n");

            assertThat(content(starts.pidFile())).as("untouched").isEqualTo(pidFile);
            starts.assertServes(first);
        }
    }

    @EachJava
    void a_new_one_that_is_killed_before_has_changed_nothing(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start").requireSuccess().pid();
            Launch upgrade = starts.begin("command:upgrade", "await:" + go);
            kill("KILL", awaitSecond(starts, first));

            Outcome outcome = upgrade.await();

            assertThat(outcome.status()).isEqualTo(SIGKILLED);
            assertThat(outcome.err()).endsWith("serves on\n");
            starts.assertServes(first);
        }
    }

    @EachJava
    void when_the_old_one_dies_meanwhile_the_new_one_is_ended_and_the_next_start_works(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start").requireSuccess().pid();
            Launch upgrade = starts.begin("command:upgrade", "await:" + go);
            awaitSecond(starts, first);
            kill("KILL", first);

            Outcome outcome = upgrade.await();

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).contains("the daemon that was to be replaced has ended meanwhile");
            await("nobody lives", () -> starts.daemons().isEmpty());
            starts.assertServes(starts.run("command:start").requireSuccess().pid());
        }
    }

    @EachJava
    void a_stop_meanwhile_stops_both_and_a_restart_replaces_both(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start").requireSuccess().pid();
            Launch upgrade = starts.begin("command:upgrade", "await:" + go);
            awaitSecond(starts, first);

            assertThat(starts.run("command:stop").requireSuccess().out())
                    .isEqualTo("server stopped (pid " + first + ")\n");
            assertThat(starts.daemons()).as("when the stop is over").isEmpty();
            assertThat(upgrade.await().status()).isEqualTo(1);
            starts.assertNothingLeft();

            long second = starts.run("command:start").requireSuccess().pid();
            Launch again = starts.begin("command:upgrade", "await:" + go);
            awaitSecond(starts, second);
            starts.run("command:restart").requireSuccess();
            long third = pidIn(starts.pidFile());
            assertThat(again.await().status()).isEqualTo(1);
            assertThat(third).isNotEqualTo(second);
            starts.assertServes(third);
        }
    }

    /** The old one takes its time to end: a stop that comes then is for the new one, and waits for both. */
    @EachJava
    void a_stop_while_the_old_one_ends_stops_the_new_one_and_waits_for_both(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first =
                    starts.run("command:start", "closes:1500").requireSuccess().pid();
            Launch upgrade = starts.begin("command:upgrade");
            await("the new one is the daemon", () -> !names(starts.pidFile(), first));

            Outcome stop = starts.run("command:stop").requireSuccess();

            assertThat(stop.pid()).isNotEqualTo(first);
            assertThat(starts.daemons()).isEmpty();
            upgrade.await();
            starts.assertNothingLeft();
        }
    }

    @EachJava
    void there_is_one_upgrade_at_a_time(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start").requireSuccess().pid();
            Launch upgrade = starts.begin("command:upgrade", "await:" + go);
            long second = awaitSecond(starts, first);

            Outcome other = starts.run("command:upgrade");

            assertThat(other.status()).isEqualTo(1);
            assertThat(other.err()).contains("another upgrade").contains("(pid " + upgrade.pid() + ")");
            letGoOn(go);
            upgrade.await().requireSuccess();
            starts.assertServes(second);
        }
    }

    @EachJava
    void a_server_that_opens_its_port_itself_is_told_what_to_do(JavaHome java) throws Exception {
        int port = ProcessScope.freePort();
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start", "listen:" + port)
                    .requireSuccess()
                    .pid();

            Outcome outcome = starts.run("command:upgrade", "listen:" + port);

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("Address already in use", "ask for it with DaemonOptions.listen(..), or use restart")
                    .endsWith("serves on\n");
            starts.assertServes(first);
        }
    }

    @EachJava
    void what_does_not_run_is_not_upgraded(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Outcome outcome = starts.run("command:upgrade");

            assertThat(outcome.status()).isEqualTo(7);
            assertThat(outcome.err()).isEqualTo("server is not running\n");
            starts.assertNothingLeft();
        }
    }

    @EachJava
    void a_daemon_in_the_foreground_is_left_to_who_waits_for_it(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Launch run = starts.begin("command:run");
            await(
                    "it serves",
                    () -> Files.exists(starts.pidFile())
                            && content(starts.pidFile()).contains("words="));

            Outcome outcome = starts.run("command:upgrade");

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).contains("(pid " + run.pid() + ") runs in the foreground");
            kill("TERM", run.pid());
            run.await();
        }
    }

    /** What root has given to another user: the lock goes from one to the other, and neither gets more than it had. */
    @EachJava
    void root_upgrades_the_daemon_of_another_user(JavaHome java) throws Exception {
        needsRoot("make a daemon another user");
        try (Starts starts = new Starts(java, directory)) {
            starts.openToAll();
            long first =
                    starts.run("user:nobody", "command:start").requireSuccess().pid();

            long second = starts.run("user:nobody", "command:upgrade")
                    .requireSuccess()
                    .pid();

            await("the old one is gone", () -> starts.daemons().equals(List.of(second)));
            Proc proc = new Proc(second);
            assertThat(proc.status("Uid")).startsWith("65534");
            assertThat(Files.getAttribute(starts.pidFile(), "unix:uid")).isEqualTo(0);
            try (var open = Files.newDirectoryStream(Path.of("/proc/" + second + "/fd"))) {
                for (Path descriptor : open) {
                    assertThat(Files.isSameFile(descriptor, starts.pidFile()))
                            .as("%s is the pid file", descriptor)
                            .isFalse();
                }
            }
            assertThat(first).isNotEqualTo(second);
            starts.assertServes(second);
        }
    }

    /** For who can only look at files there is one all the time, and in the end it is that of the new one. */
    @EachJava
    void the_ready_file_goes_from_one_to_the_other(JavaHome java) throws Exception {
        Path ready = directory.resolve("ready");
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("readyFile:" + ready, "command:start")
                    .requireSuccess()
                    .pid();
            Launch upgrade = starts.begin("readyFile:" + ready, "command:upgrade", "await:" + go);
            long second = awaitSecond(starts, first);
            assertThat(ready).hasContent(first + "\n");
            letGoOn(go);
            upgrade.await().requireSuccess();
            await("it is the new one's", () -> content(ready).equals(second + "\n"));

            starts.run("command:stop").requireSuccess();

            assertThat(ready).doesNotExist();
        }
    }

    @EachJava
    void a_daemon_upgrades_itself(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Path log = directory.resolve("log");
            long first = starts.run(
                            "log:" + log,
                            "command:start",
                            "finallyWork:300:" + directory.resolve("closed"),
                            "upgradesAt:" + go)
                    .requireSuccess()
                    .pid();

            letGoOn(go);

            await("another one has its place", () -> !names(starts.pidFile(), first));
            await("the old one is gone", () -> starts.daemons().size() == 1);
            long second = starts.daemons().get(0);
            assertThat(second).isNotEqualTo(first);
            assertThat(content(log)).contains("upgraded\n");
            starts.assertServes(second);
        }
    }

    @EachJava
    void a_daemon_that_cannot_be_upgraded_hears_why_and_serves_on(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Path log = directory.resolve("log");
            Path licence = Files.writeString(directory.resolve("licence"), "valid");
            long first = starts.run("log:" + log, "command:start", "read:" + licence, "upgradesAt:" + go)
                    .requireSuccess()
                    .pid();
            Files.delete(licence);

            letGoOn(go);

            Facts.awaitContent(log, "; the daemon with pid " + first + " serves on");
            assertThat(content(log)).contains("not upgraded: ", "NoSuchFileException: " + licence);
            starts.assertServes(first);
        }
    }
}

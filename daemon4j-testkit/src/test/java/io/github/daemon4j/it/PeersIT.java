/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.needs;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.it.Starts.Outcome;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of peers expect of start, stop and status, stated again: those of PostgreSQL's pg_ctl
 * (src/bin/pg_ctl/t/001_start_stop.pl, 002_status.pl and 004_logrotate.pl), and the exit statuses that dpkg's
 * start-stop-daemon(8) promises, which has no tests of its own. Where we do otherwise, the test says so and why.
 */
@DaemonTest
class PeersIT {

    private static final String START_STOP_DAEMON = "/sbin/start-stop-daemon";

    @TempDir
    private Path directory;

    private JavaHome java;
    private Path world;

    @BeforeEach
    void makeWorld() throws IOException {
        java = JavaHome.all().get(0);
        world = Files.createDirectory(directory.resolve("w"));
    }

    /** 001_start_stop.pl; a second start is success here, as in the LSB and in pg_ctl until release 9.4, for the daemon does run. */
    @Test
    void pg_ctl_starts_stops_and_restarts() throws Exception {
        try (Starts starts = new Starts(java, world)) {
            assertThat(starts.run("log:" + world.resolve("nonexistent/log"), "command:start")
                            .status())
                    .as("start with a nonexistent directory")
                    .isEqualTo(1);
            assertThat(starts.daemons()).isEmpty();
            assertThat(starts.run("command:--nosuchoption").status())
                    .as("an option that there is not")
                    .isEqualTo(2);
            long first = starts.run("command:start").requireSuccess().pid();
            assertThat(starts.run("command:start").requireSuccess().pid())
                    .as("second start")
                    .isEqualTo(first);
            starts.run("command:stop").requireSuccess();
            assertThat(starts.run("command:stop").out())
                    .as("second stop: success by the LSB, and it says what it found")
                    .contains("is not running");
            long second = starts.run("command:restart").requireSuccess().pid();
            starts.run("command:restart").requireSuccess();
            assertThat(starts.daemons())
                    .as("restart with server running")
                    .hasSize(1)
                    .doesNotContain(second);
            starts.run("command:stop").requireSuccess();
            starts.assertNothingLeft();
        }
    }

    /** 001_start_stop.pl looks at the modes of what a server makes: here the umask decides, for the log as for all else. */
    @Test
    void pg_ctls_log_is_no_more_open_than_the_umask_says() throws Exception {
        try (Starts starts = new Starts(java, world)) {
            Path log = world.resolve("server.log");
            starts.run("umask:077", "log:" + log, "command:start").requireSuccess();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                    .isEqualTo("rw-------");
            starts.run("command:stop").requireSuccess();
        }
    }

    /** 002_status.pl: 4, 3, 0; of a directory that is not there no daemon is known: 3 here, 4 there. */
    @Test
    void pg_ctl_tells_by_the_exit_status_whether_a_server_runs() throws Exception {
        try (Starts starts = new Starts(java, world)) {
            assertThat(starts.run("pid:" + world.resolve("nonexistent/pid"), "command:status")
                            .status())
                    .isEqualTo(3);
            assertThat(starts.run("command:status").status()).as("not running").isEqualTo(3);
            starts.run("command:start").requireSuccess();
            assertThat(starts.run("command:status").status()).as("running").isZero();
            starts.run("command:stop").requireSuccess();
        }
    }

    /** 004_logrotate.pl: after a rotation there is a new file, and what is printed from then on is in it. */
    @Test
    void pg_ctl_rotates_the_log() throws Exception {
        try (Starts starts = new Starts(java, world)) {
            Path log = world.resolve("server.log");
            String option = "log:" + log;
            starts.run(option, "command:start", "ready", "chatter:/no/such/file:a line")
                    .requireSuccess();
            await("a line is in the log", () -> Facts.content(log).contains("a line"));
            Files.move(log, world.resolve("server.log.1"));
            starts.run(option, "command:reopen").requireSuccess();
            await("a line is in the new log", () -> Facts.content(log).contains("a line"));
            starts.run("command:stop").requireSuccess();
        }
    }

    /** start-stop-daemon(8), EXIT STATUS, with its own program asking: our pid file is one that it can read. */
    @Test
    void start_stop_daemon_finds_and_stops_our_daemon(ProcessScope scope) throws Exception {
        needs(scope, "ask start-stop-daemon", "test", "-x", START_STOP_DAEMON);
        try (Starts starts = new Starts(java, world)) {
            assertThat(peer(starts, "--status")).as("not running").isEqualTo(3);
            starts.run("command:start").requireSuccess();
            assertThat(peer(starts, "--status")).as("running").isZero();
            assertThat(peer(starts, "--stop", "--retry", "TERM/30/KILL/5"))
                    .as("stopped")
                    .isZero();
            assertThat(starts.daemons()).isEmpty();
            assertThat(peer(starts, "--stop")).as("nothing to stop").isEqualTo(1);
            assertThat(peer(starts, "--stop", "--oknodo"))
                    .as("which is no error")
                    .isZero();
            starts.run("command:start").requireSuccess();
            ProcessHandle killed = ProcessHandle.of(starts.daemons().get(0)).orElseThrow();
            killed.destroyForcibly();
            await("it is dead and reaped", () -> !Files.exists(Path.of("/proc/" + killed.pid())));
            assertThat(peer(starts, "--status")).as("dead, with a pid file").isEqualTo(1);
            Outcome ours = starts.run("command:status");
            assertThat(ours.status()).as("and so we say: %s", ours).isEqualTo(1);
        }
    }

    /** start-stop-daemon(8): stop is 2 if the process lives on after the schedule. Here nothing is left to live on: 150. */
    @Test
    void a_schedule_without_kill_leaves_a_deaf_daemon_and_says_so(ProcessScope scope) throws Exception {
        needs(scope, "ask start-stop-daemon", "test", "-x", START_STOP_DAEMON);
        try (Starts starts = new Starts(java, world)) {
            starts.run("command:start", "deaf").requireSuccess();
            assertThat(peer(starts, "--stop", "--retry", "TERM/1")).isEqualTo(2);
            assertThat(starts.run("grace:500", "command:stop").status()).isEqualTo(150);
            starts.assertNothingLeft();
        }
    }

    private int peer(Starts starts, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(START_STOP_DAEMON));
        command.addAll(List.of(words));
        command.addAll(List.of("--quiet", "--pidfile", starts.pidFile().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(world.toFile(), "peer")))
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it has ended").isTrue();
        return process.exitValue();
    }
}

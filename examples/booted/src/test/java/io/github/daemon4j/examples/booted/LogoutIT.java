/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who logs out leaves a daemon that lives on, or one of which was said before that it would not. logind is the real one, and
 * so is the ssh that logs in.
 */
@ExtendWith(Booted.class)
class LogoutIT {

    private static final String START =
            "java -jar " + BootedDebian.QUICKSTART + " start --port 8080 --pid-file /tmp/q.pid";
    private static final String SCOPE = "systemd-run --quiet --scope ";
    private static final String USER_SCOPE = "systemd-run --quiet --user --scope ";

    /** Cleared after each test, so that none sees the leftovers of another. */
    private static final String CONFIGURATION = "/run/systemd/logind.conf.d/test.conf";

    @AfterEach
    void leaveNothing(BootedDebian debian) {
        debian.run(
                "sh",
                "-c",
                "kill -KILL $(head -n 1 /tmp/q.pid); rm -f /tmp/q.pid*;"
                        + " systemd-run --quiet --wait --collect loginctl disable-linger alice;"
                        + " loginctl terminate-user alice root; systemctl stop jobs; rm -f " + CONFIGURATION);
        debian.await(
                "nobody is logged in",
                () -> debian.run("loginctl", "--no-legend", "list-users").out().isBlank());
    }

    private static void configure(BootedDebian debian, String... settings) {
        List<String> lines = new ArrayList<>(List.of("[Login]", "UserStopDelaySec=1"));
        lines.addAll(List.of(settings));
        debian.write(CONFIGURATION, lines.toArray(new String[0]));
        debian.run("systemctl", "restart", "systemd-logind").orFail();
    }

    /** Logs in, starts it and logs out. */
    private static Ran start(BootedDebian debian, String user, String by) {
        // Its pid before the logout: it may remove the file in the moment after.
        Ran started =
                debian.login(user, by + START + " && head -n 1 /tmp/q.pid").orFail();
        assertThat(started.out() + started.err()).contains("quickstart started");
        return started;
    }

    /** Waits until logind has done what it does: the session is gone, or it is closing because processes are left. */
    private static void awaitLogout(BootedDebian debian, String user) {
        debian.await("all sessions of " + user + " have ended", () -> {
            String sessions = debian.run("loginctl", "show-user", user, "--property=State", "--value")
                    .out()
                    .strip();
            return sessions.isEmpty() || sessions.equals("closing") || sessions.equals("lingering");
        });
    }

    private static void assertLives(BootedDebian debian, String user, Ran started) {
        long pid = pid(started);
        awaitLogout(debian, user);
        if (debian.show("user@" + uid(user), "ActiveState").equals("deactivating")) {
            debian.await(
                    "the manager of " + user + " has ended",
                    () -> debian.show("user@" + uid(user), "ActiveState").equals("inactive"));
        }
        assertThat(debian.runs(pid)).as("the daemon runs after the logout").isTrue();
        debian.run("curl", "--silent", "--fail", "--max-time", "20", "http://127.0.0.1:8080/")
                .orFail();
        assertThat(started.err()).doesNotContain("will end this daemon");
    }

    private static long pid(Ran started) {
        List<String> lines = started.out().lines().toList();
        return Long.parseLong(lines.get(lines.size() - 1));
    }

    private static String uid(String user) {
        return user.equals("root") ? "0" : "1000";
    }

    private static void assertEnds(BootedDebian debian, Ran started, String... said) {
        long pid = pid(started);
        debian.await("logind has ended the daemon " + pid, () -> !debian.runs(pid));
        assertThat(started.err()).contains("will end this daemon").contains(said);
        assertThat(started.err().split("will end this daemon", -1))
                .as("said once")
                .hasSize(2);
    }

    @Test
    void without_KillUserProcesses_a_session_leaves_it_alone(BootedDebian debian) {
        configure(debian);

        Ran started = start(debian, "alice", "");

        assertLives(debian, "alice", started);
    }

    @ParameterizedTest
    @CsvSource({"alice, KillExcludeUsers=root alice", "alice, KillOnlyUsers=bob", "root, KillExcludeUsers="})
    void whom_KillUserProcesses_does_not_mean_keeps_it(String user, String exception, BootedDebian debian) {
        configure(debian, "KillUserProcesses=yes", exception);

        Ran started = start(debian, user, "");

        assertLives(debian, user, started);
    }

    /** As a service: logind of systemd 257 wants to know the control group of who asks, and that of our commands is not of its world. */
    private static Ran lingers(BootedDebian debian, String user) {
        return debian.run("systemd-run", "--quiet", "--wait", "--collect", "loginctl", "enable-linger", user);
    }

    @Test
    void with_KillUserProcesses_it_ends_and_the_cure_works(BootedDebian debian) {
        configure(debian, "KillUserProcesses=yes");
        Ran started = start(debian, "alice", "");
        assertEnds(
                debian,
                started,
                "loginctl enable-linger alice",
                "systemd-run --user --scope",
                "session-",
                "KillUserProcesses=yes");

        lingers(debian, "alice").orFail();
        started = start(debian, "alice", USER_SCOPE);

        assertLives(debian, "alice", started);
    }

    @Test
    void lingering_alone_does_not_keep_a_session_s_processes(BootedDebian debian) {
        configure(debian, "KillUserProcesses=yes");
        lingers(debian, "alice").orFail();

        Ran started = start(debian, "alice", "");

        assertEnds(debian, started, "who lingers, too", "systemd-run --user --scope");
    }

    @Test
    void root_s_session_needs_no_lingering_but_a_scope_of_the_system(BootedDebian debian) {
        configure(debian, "KillUserProcesses=yes", "KillExcludeUsers=alice");
        Ran started = start(debian, "root", "");
        assertEnds(debian, started, "start it with systemd-run --scope");

        started = start(debian, "root", SCOPE);

        assertLives(debian, "root", started);
    }

    /** As most terminals of a desktop are, whatever KillUserProcesses says. */
    @Test
    void below_the_manager_of_a_user_it_ends_with_the_last_logout_unless_the_user_lingers(BootedDebian debian) {
        configure(debian);
        Ran started = start(debian, "alice", USER_SCOPE);
        assertEnds(debian, started, "the last logout of alice", "user@1000.service", "loginctl enable-linger alice");
        debian.await(
                "the manager has ended",
                () -> debian.show("user@1000", "ActiveState").equals("inactive"));

        lingers(debian, "alice").orFail();
        started = start(debian, "alice", USER_SCOPE);

        assertLives(debian, "alice", started);
    }

    /** As from a build server. */
    private static String startFromService(BootedDebian debian, String... settings) {
        List<String> lines = new ArrayList<>(List.of(settings));
        lines.add("ExecStart=/usr/bin/perl -e 'system(\"" + START + "; touch /run/started\"); sleep'");
        debian.run("rm", "-f", "/run/started").orFail();
        debian.service("jobs", lines.toArray(new String[0]));
        debian.run("systemctl", "start", "jobs").orFail();
        debian.await(
                "the job has started it",
                () -> debian.run("test", "-e", "/run/started").status() == 0);
        return debian.journal("jobs");
    }

    @Test
    void a_service_that_is_stopped_ends_what_was_started_in_it(BootedDebian debian) {
        String said = startFromService(debian);
        long pid = debian.pidIn("/tmp/q.pid");

        debian.run("systemctl", "stop", "jobs").orFail();

        assertThat(debian.runs(pid)).isFalse();
        assertThat(said).contains("stopping jobs.service will end this daemon", "systemd-run --scope");
    }

    @Test
    void a_service_that_ends_only_its_main_process_leaves_it_alone(BootedDebian debian) {
        String said = startFromService(debian, "KillMode=process");
        long pid = debian.pidIn("/tmp/q.pid");

        debian.run("systemctl", "stop", "jobs").orFail();

        assertThat(debian.runs(pid)).isTrue();
        assertThat(said).contains("quickstart started").doesNotContain("will end this daemon");
    }
}

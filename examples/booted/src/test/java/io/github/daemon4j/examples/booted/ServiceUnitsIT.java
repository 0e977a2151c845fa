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
import org.junit.jupiter.params.provider.EnumSource;

/** Units that start quickstart, and what systemd says of them. {@code -Drounds=100} for more starts and stops. */
@ExtendWith(Booted.class)
class ServiceUnitsIT {

    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    /** What systemd logs where a service and it misunderstand each other; the last two of a pid file that is not its main process's. */
    private static final List<String> COMPLAINTS = List.of(
            "not readable (yet?)",
            "Can't open PID file",
            "timed out",
            "Failed to start",
            "reception only permitted for",
            "Supervising process",
            "does not belong to service");

    /** The types of services there are for a server that says when it is ready. */
    enum Type {
        NOTIFY("Type=notify"),
        FORKING("Type=forking", "PIDFile=/run/q.pid");

        private final List<String> settings;

        Type(String... settings) {
            this.settings = List.of(settings);
        }

        private void unit(BootedDebian debian, String... more) {
            List<String> lines = new ArrayList<>(settings);
            lines.addAll(List.of(more));
            lines.add("ExecStart=/usr/local/bin/java -jar " + BootedDebian.QUICKSTART
                    + " start --port 8080 --pid-file /run/q.pid");
            debian.service("q", lines.toArray(new String[0]));
        }
    }

    @AfterEach
    void stop(BootedDebian debian) {
        debian.run(
                "sh",
                "-c",
                "systemctl stop q other; systemctl kill -s KILL q; systemctl reset-failed; rm -f /run/q.pid*");
    }

    private static void start(BootedDebian debian) {
        debian.run("systemctl", "start", "q").orFail();
        assertThat(debian.show("q", "ActiveState")).isEqualTo("active");
        long pid = debian.pidIn("/run/q.pid");
        assertThat(debian.show("q", "MainPID")).isEqualTo(Long.toString(pid));
        assertThat(debian.run("curl", "--silent", "http://127.0.0.1:8080/").out())
                .contains("\"pid\":" + pid + ",");
    }

    @ParameterizedTest
    @EnumSource
    void each_start_serves_with_the_right_main_process_and_each_stop_leaves_nothing(Type type, BootedDebian debian) {
        type.unit(debian);

        for (int round = 0; round < ROUNDS; round++) {
            start(debian);
            String group = debian.show("q", "ControlGroup");
            assertThat(debian.run("cat", "/sys/fs/cgroup" + group + "/cgroup.procs")
                            .out()
                            .strip())
                    .as("the processes of the unit")
                    .isEqualTo(debian.show("q", "MainPID"));

            debian.run("systemctl", "stop", "q").orFail();

            // daemon(7): who is asked to stop by SIGTERM ends cleanly, and has not failed.
            assertThat(debian.show("q", "ActiveState")).isEqualTo("inactive");
            assertThat(debian.show("q", "Result")).isEqualTo("success");
            assertThat(debian.show("q", "MainPID")).isEqualTo("0");
            assertThat(debian.run("test", "-e", "/run/q.pid").status())
                    .as("the pid file is there")
                    .isNotZero();
        }

        assertThat(debian.journal("q")).doesNotContain(COMPLAINTS);
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_is_noticed_at_once_and_the_unit_started_again(Type type, BootedDebian debian) {
        type.unit(debian, "Restart=on-failure", "RestartSec=0");
        start(debian);
        String crashed = debian.show("q", "MainPID");

        debian.run("kill", "-KILL", crashed).orFail();

        debian.await(
                "it was started again",
                () -> debian.show("q", "NRestarts").equals("1")
                        && debian.show("q", "ActiveState").equals("active"));
        assertThat(debian.show("q", "MainPID"))
                .isEqualTo(Long.toString(debian.pidIn("/run/q.pid")))
                .isNotEqualTo(crashed);
        assertThat(debian.journal("q")).doesNotContain(COMPLAINTS);
    }

    @ParameterizedTest
    @EnumSource
    void what_cannot_start_is_a_failed_start_whose_reason_systemd_has(Type type, BootedDebian debian) {
        type.unit(debian);
        debian.service(
                "other",
                "Type=notify",
                "ExecStart=/usr/local/bin/java -jar " + BootedDebian.QUICKSTART
                        + " start --port 8080 --pid-file /run/other.pid");
        debian.run("systemctl", "start", "other").orFail();

        assertThat(debian.run("systemctl", "start", "q").status()).isNotZero();

        assertThat(debian.show("q", "ActiveState")).isEqualTo("failed");
        assertThat(debian.show("q", "Result")).isEqualTo("exit-code");
        String reason = type == Type.NOTIFY ? debian.show("q", "StatusText") : debian.journal("q");
        assertThat(reason).contains("Address already in use");
    }

    /** Where the other program is the one that systemd listens to: a job of a build server, a terminal in an editor. */
    @Test
    void in_somebody_else_s_service_it_detaches_and_tells_that_one_s_manager_nothing(BootedDebian debian) {
        debian.service(
                "other",
                "Type=notify",
                "NotifyAccess=all",
                "ExecStart=/usr/bin/perl -e 'system(\"systemd-notify --ready; java -jar " + BootedDebian.QUICKSTART
                        + " start --port 8080 --pid-file /run/q.pid; touch /run/returned\"); sleep'");

        debian.run("systemctl", "start", "other").orFail();

        debian.await(
                "start has come back",
                () -> debian.run("test", "-e", "/run/returned").status() == 0);
        assertThat(debian.show("other", "StatusText")).isEmpty();
        String environment = debian.run("cat", "/proc/" + debian.pidIn("/run/q.pid") + "/environ")
                .orFail()
                .out();
        assertThat(environment).doesNotContain("NOTIFY_SOCKET", "SYSTEMD_EXEC_PID", "INVOCATION_ID");
    }
}

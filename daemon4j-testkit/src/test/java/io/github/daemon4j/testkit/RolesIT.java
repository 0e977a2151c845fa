/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static io.github.daemon4j.testkit.Waits.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.ProcessRole.SessionLeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles of real processes, before and after their terminal is gone. */
@DaemonTest
class RolesIT {

    @Test
    void jobs_of_an_interactive_shell(PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("nohup sleep 2001 >/dev/null 2>&1 &\n");
        ObservedProcess nohup = running(shell, "sleep 2001");
        terminal.type("sleep 2002\n");
        ObservedProcess job = running(shell, "sleep 2002");
        terminal.awaitForegroundProcessGroup(job.pid());

        String name = terminal.slavePath().toString().substring("/dev/".length());
        assertThat(info(job).terminal().value().name()).isEqualTo(name);
        assertKind(job, Kind.FOREGROUND_JOB);
        assertThat(info(job).explainRole())
                .isEqualTo("foreground: process group " + job.pid() + " is the foreground group of " + name
                        + "; session " + shell.pid() + "; parent " + shell.pid());
        assertKind(shell, Kind.BACKGROUND_JOB);
        assertKind(nohup, Kind.BACKGROUND_JOB);
        assertThat(info(nohup).roleEvidence().hangupIgnored()).isTrue();
        assertThat(info(shell).children()).extracting(ProcessInfo::pid).contains(nohup.pid(), job.pid());

        terminal.suspend();
        terminal.awaitForegroundProcessGroup(shell.pid());
        assertKind(job, Kind.STOPPED_JOB);
        assertKind(shell, Kind.FOREGROUND_JOB);
    }

    @Test
    void survivors_of_a_hang_up_and_daemons_differ(PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("nohup sleep 2001 >/dev/null 2>&1 &\n");
        ObservedProcess nohup = running(shell, "sleep 2001");
        terminal.type("setsid -f sleep 2003\n");
        ObservedProcess leader = running(shell, "sleep 2003");
        terminal.type("setsid sh -c 'sleep 2004 & exec true'\n");
        ObservedProcess second = running(shell, "sleep 2004");
        awaitKind(leader, Kind.SESSION_LEADER);
        awaitKind(second, Kind.DOUBLE_FORKED);
        assertThat(info(second).explainRole())
                .startsWith("daemon: no controlling terminal; session "
                        + info(second).sessionId() + " whose leader is gone");

        terminal.hangUp();
        shell.awaitExit();

        awaitKind(nohup, Kind.HUNG_UP_JOB);
        assertThat(info(nohup).explainRole())
                .contains("session " + shell.pid() + " whose leader is gone; process group " + nohup.pid()
                        + " of a hung-up job; ignores HUP");
        assertThat(info(nohup).roleEvidence().sessionLeader()).isEqualTo(SessionLeader.GONE);
        assertThat(info(nohup).terminal().is(Reason.NONE)).isTrue();
        assertKind(leader, Kind.SESSION_LEADER);
        assertKind(second, Kind.DOUBLE_FORKED);
    }

    @Test
    void a_tmux_pane_is_the_foreground_of_its_own_terminal(ProcessScope scope, @TempDir Path directory) {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/tmux")))
                .as("roles below tmux not tested: package tmux is missing")
                .isTrue();
        String socket = directory.resolve("tmux").toString();
        ChildProcess client = scope.command(
                        "tmux", "-S", socket, "-f", "/dev/null", "new-session", "-d", "exec sleep 3001")
                .start();
        ObservedProcess pane = running(client, "sleep 3001");
        ObservedProcess server =
                client.awaitDescendant("tmux server", process -> info(pane).parentPid() == process.pid());
        client.awaitExit();
        assertKind(server, Kind.SESSION_LEADER);
        awaitKind(pane, Kind.FOREGROUND_JOB);
        assertThat(info(pane).isSessionLeader()).isTrue();
        assertThat(info(pane).ancestors()).startsWith(info(server));
        assertThat(scope.command("tmux", "-S", socket, "kill-server")
                        .start()
                        .awaitExit()
                        .code())
                .hasValue(0);
        pane.awaitEnd();
        server.awaitEnd();
    }

    private static ProcessInfo info(ObservedProcess process) {
        return ProcessInfo.of(process.pid()).orElseThrow();
    }

    private static void assertKind(ObservedProcess process, Kind kind) {
        ProcessInfo info = info(process);
        assertThat(info.roleEvidence().kind()).as(info.explainRole()).isEqualTo(kind);
        assertThat(info.role()).isEqualTo(kind.role()).isIn(List.of(ProcessRole.values()));
    }

    private static void awaitKind(ObservedProcess process, Kind kind) {
        Deadline.after(Duration.ofSeconds(10))
                .await(() -> info(process).roleEvidence().kind() == kind);
        assertKind(process, kind);
    }
}

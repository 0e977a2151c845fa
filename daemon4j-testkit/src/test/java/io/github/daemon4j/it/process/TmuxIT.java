/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it.process;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** tmux keeps a terminal of its own alive below a daemon: what was started in it is no daemon. */
@DaemonTest
@Timeout(60)
class TmuxIT {

    @Test
    void jobs_in_a_pane_outlive_the_terminal_of_the_person(
            ProcessScope scope, PtyTerminal terminal, @TempDir Path directory) {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/tmux")))
                .as("processes below tmux not tested: package tmux is missing")
                .isTrue();
        String socket = directory.resolve("socket").toString();
        ChildProcess client = terminal.spawn(
                scope.command("tmux", "-S", socket, "-f", "/dev/null", "new-session", "exec bash --noprofile --norc")
                        .environment("TERM", "xterm")
                        .environment("PS1", "$ "));
        ProcessInfo shell = Look.as(Kind.FOREGROUND_JOB, Look.running(client, "bash --noprofile --norc"));
        ProcessInfo server = Look.now(shell.parentPid());
        terminal.type("sleep 6001\n");
        ProcessInfo job = Look.as(Kind.FOREGROUND_JOB, Look.running(client, "sleep 6001"));

        assertThat(Look.now(client.pid()))
                .hasControllingTerminal(terminal.slavePath())
                .hasRoleKind(Kind.FOREGROUND_JOB);
        assertThat(server).hasNoControllingTerminal().hasRoleKind(Kind.SESSION_LEADER);
        assertThat(server.pid()).isNotEqualTo(client.pid());
        assertThat(Look.now(shell.pid())).isSessionLeader().hasRoleKind(Kind.BACKGROUND_JOB);
        assertThat(job.terminal().isKnown()).isTrue();
        assertThat(job.terminal()).isEqualTo(shell.terminal());
        assertThat(job.terminal()).isNotEqualTo(Look.now(client.pid()).terminal());
        assertThat(job.ancestors()).startsWith(shell, server);

        terminal.hangUp();

        client.awaitExit();
        assertThat(Look.now(job.pid()))
                .as("the pane's terminal is still there")
                .hasSession(shell.pid())
                .hasRoleKind(Kind.FOREGROUND_JOB);
        assertThat(Look.now(server.pid())).hasRoleKind(Kind.SESSION_LEADER);

        ChildProcess kill = scope.command("tmux", "-S", socket, "kill-server").start();
        assertThat(kill.awaitExit().code()).hasValue(0);
        Look.gone(server);
        Look.gone(shell);
        Look.gone(job);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it.process;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.ProcessRole.SessionLeader;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.ProcessTable.TreeStyle;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Waits;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An unprivileged user logs in over ssh: every process from the listener to the jobs, before and after logging out. */
@DaemonTest
@Timeout(120)
class SshdIT {

    private Sshd sshd;

    @BeforeEach
    void startSshd(ProcessScope scope, @TempDir Path directory) throws Exception {
        sshd = Sshd.start(directory, scope);
    }

    @AfterEach
    void endSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @Test
    void a_login_with_a_terminal_whose_connection_breaks(PtyTerminal terminal) {
        ChildProcess client = logIn(terminal);
        terminal.type("sleep 4001 &\n");
        ProcessInfo background = sshd.running("sleep 4001");
        terminal.type("nohup sleep 4002 >/dev/null 2>&1 &\n");
        ProcessInfo nohup = sshd.running("sleep 4002");
        terminal.type("setsid -f sleep 4003 </dev/null >/dev/null 2>&1\n");
        ProcessInfo detached = sshd.running("sleep 4003");
        terminal.type("(sleep 4004 &)\n");
        ProcessInfo orphan = sshd.running("sleep 4004");
        terminal.type("sleep 4005\n");
        ProcessInfo foreground = Look.as(Kind.FOREGROUND_JOB, sshd.running("sleep 4005"));
        ProcessInfo shell = Look.now(foreground.parentPid());
        ProcessInfo session = Look.now(shell.parentPid());
        ProcessInfo monitor = Look.now(session.parentPid());

        assertThat(sshd.listener()).hasRoleKind(Kind.SESSION_LEADER);
        assertThat(monitor).hasRoleKind(Kind.SESSION_LEADER);
        assertThat(monitor.parentPid()).isEqualTo(sshd.listener().pid());
        assertThat(monitor.effectiveUid().value()).isZero();
        assertThat(Look.commandLine(monitor)).matches("sshd(-session)?: visitor \\[priv\\].*");
        String name = shell.terminal().value().name();
        assertThat(Look.commandLine(session)).matches("sshd(-session)?: visitor@" + name + ".*");
        assertThat(session)
                .as("its title names a terminal it does not have")
                .hasNoControllingTerminal()
                .hasRoleKind(Kind.SESSION_MEMBER)
                .hasSession(monitor.pid());
        assertThat(session.effectiveUid().value()).isEqualTo(Sshd.UID);
        assertThat(shell).isSessionLeader().hasRoleKind(Kind.BACKGROUND_JOB);
        assertThat(Look.commandLine(shell)).isEqualTo("-bash");
        assertThat(background).hasSession(shell.pid()).hasRoleKind(Kind.BACKGROUND_JOB);
        assertThat(Look.now(nohup.pid())).hasSession(shell.pid()).hasRoleKind(Kind.BACKGROUND_JOB);
        assertThat(Look.now(nohup.pid()).roleEvidence().hangupIgnored()).isTrue();
        assertThat(Look.now(orphan.pid()))
                .as("its parent is not the shell, yet the terminal is there")
                .isNotChildOf(shell.pid())
                .hasSession(shell.pid())
                .hasRoleKind(Kind.BACKGROUND_JOB);
        assertThat(Look.now(detached.pid())).hasRoleKind(Kind.SESSION_LEADER).hasSession(detached.pid());
        assertThat(foreground.terminal()).isEqualTo(shell.terminal());
        assertThat(tree())
                .isEqualTo(sshd.listener().pid() + "---" + monitor.pid() + "---" + session.pid() + "---" + shell.pid()
                        + "-+-"
                        + background.pid() + "\n" + indent(monitor, session, shell) + " |-" + nohup.pid() + "\n"
                        + indent(monitor, session, shell) + " `-" + foreground.pid() + "\n");

        client.close();

        for (ProcessInfo ended : List.of(monitor, session, shell, background, foreground)) {
            Look.gone(ended);
        }
        for (ProcessInfo left : List.of(nohup, orphan)) {
            ProcessInfo survivor = Look.as(Kind.HUNG_UP_JOB, left);
            assertThat(survivor)
                    .hasNoControllingTerminal()
                    .hasSession(shell.pid())
                    .isNotChildOf(shell.pid());
            assertThat(survivor.roleEvidence().sessionLeader()).isEqualTo(SessionLeader.GONE);
            assertThat(survivor.roleEvidence().hangupIgnored()).isEqualTo(left.pid() == nohup.pid());
        }
        assertThat(Look.now(detached.pid())).hasRoleKind(Kind.SESSION_LEADER);
        // A process that has ended is in the tree until its parent has waited for it.
        String listener = sshd.listener().pid() + "\n";
        Waits.until("the listener alone", () -> tree().equals(listener), this::tree);
    }

    @Test
    void a_shell_that_exits_leaves_its_background_jobs_hung_up(PtyTerminal terminal) {
        ChildProcess client = logIn(terminal);
        terminal.type("sleep 4006 </dev/null >/dev/null 2>&1 &\n");
        ProcessInfo job = sshd.running("sleep 4006");
        ProcessInfo shell = Look.as(Kind.FOREGROUND_JOB, Look.now(job.parentPid()));
        assertThat(Look.now(job.pid())).hasRoleKind(Kind.BACKGROUND_JOB);

        terminal.type("exit\n");

        assertThat(client.awaitExit().code()).hasValue(0);
        Look.gone(shell);
        ProcessInfo survivor = Look.as(Kind.HUNG_UP_JOB, job);
        assertThat(survivor.explainRole())
                .contains("session " + shell.pid() + " whose leader is gone; process group " + job.pid());
    }

    @Test
    void commands_without_a_terminal_are_daemons_by_that_alone_and_hear_of_no_hang_up() {
        ChildProcess client =
                sshd.client("-T", "127.0.0.1", "sleep 4007 & sleep 4008; true").start();
        ProcessInfo second = sshd.running("sleep 4008");
        ProcessInfo first = sshd.running("sleep 4007");
        ProcessInfo shell = Look.now(second.parentPid());
        ProcessInfo session = Look.now(shell.parentPid());

        assertThat(shell).isSessionLeader().hasRoleKind(Kind.SESSION_LEADER);
        assertThat(first).hasSession(shell.pid()).hasRoleKind(Kind.SESSION_MEMBER);
        assertThat(second).hasSession(shell.pid()).hasRoleKind(Kind.SESSION_MEMBER);
        assertThat(Look.commandLine(session)).matches("sshd(-session)?: visitor@notty.*");
        assertThat(session).hasRoleKind(Kind.SESSION_MEMBER);
        assertThat(second.explainRole()).startsWith("daemon: ").contains("living leader has none either");

        client.close();

        Look.gone(session);
        assertThat(Look.now(shell.pid())).isNotChildOf(session.pid()).hasRoleKind(Kind.SESSION_LEADER);
        assertThat(Look.now(first.pid())).hasRoleKind(Kind.SESSION_MEMBER);
        assertThat(Look.now(second.pid())).hasRoleKind(Kind.SESSION_MEMBER);
    }

    private ChildProcess logIn(PtyTerminal terminal) {
        ChildProcess client = terminal.spawn(sshd.client("-t", "127.0.0.1"));
        terminal.awaitText("$ ");
        return client;
    }

    private String tree() {
        return ProcessTable.snapshot()
                .tree(
                        List.of(Look.now(sshd.listener().pid())),
                        TreeStyle.ASCII,
                        process -> Long.toString(process.pid()));
    }

    private String indent(ProcessInfo... line) {
        int width = Long.toString(sshd.listener().pid()).length();
        for (ProcessInfo process : line) {
            width += "---".length() + Long.toString(process.pid()).length();
        }
        return " ".repeat(width);
    }
}

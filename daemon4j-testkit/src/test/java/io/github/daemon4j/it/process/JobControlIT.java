/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it.process;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.PtyTerminal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What job control of a real interactive bash does to roles. */
@DaemonTest
@Timeout(60)
class JobControlIT {

    @Test
    void a_job_goes_from_the_foreground_to_stopped_to_the_background_and_back(PtyTerminal terminal) {
        ChildProcess child = terminal.shell();
        ProcessInfo shell = Look.as(Kind.FOREGROUND_JOB, Look.now(child.pid()));
        terminal.type("sleep 5001\n");
        ProcessInfo job = Look.as(Kind.FOREGROUND_JOB, Look.running(child, "sleep 5001"));
        assertThat(Look.now(shell.pid())).hasRoleKind(Kind.BACKGROUND_JOB);

        terminal.suspend();
        ProcessInfo stopped = Look.as(Kind.STOPPED_JOB, job);
        assertThat(stopped.state()).isEqualTo(ProcessInfo.State.STOPPED);
        assertThat(stopped.explainRole()).startsWith("background: stopped; process group " + job.pid());
        Look.as(Kind.FOREGROUND_JOB, shell);

        terminal.type("bg\n");
        ProcessInfo background = Look.as(Kind.BACKGROUND_JOB, job);
        assertThat(background.state()).isNotEqualTo(ProcessInfo.State.STOPPED);
        assertThat(background.foregroundProcessGroupId()).isEqualTo(shell.pid());

        terminal.type("fg\n");
        assertThat(Look.as(Kind.FOREGROUND_JOB, job).foregroundProcessGroupId()).isEqualTo(job.pid());
        assertThat(Look.now(shell.pid())).hasRoleKind(Kind.BACKGROUND_JOB);
    }

    @Test
    void a_pipeline_is_one_job(PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("sleep 5002 | sleep 5003 | sleep 5004\n");
        ProcessInfo first = Look.as(Kind.FOREGROUND_JOB, Look.running(shell, "sleep 5002"));
        ProcessInfo second = Look.as(Kind.FOREGROUND_JOB, Look.running(shell, "sleep 5003"));
        ProcessInfo third = Look.as(Kind.FOREGROUND_JOB, Look.running(shell, "sleep 5004"));

        for (ProcessInfo process : List.of(first, second, third)) {
            assertThat(process).hasProcessGroup(first.pid()).hasSession(shell.pid());
        }
        terminal.suspend();
        for (ProcessInfo process : List.of(first, second, third)) {
            Look.as(Kind.STOPPED_JOB, process);
        }
    }

    @Test
    void a_background_job_that_reads_its_terminal_stops(PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("cat &\n");
        ProcessInfo cat = Look.as(Kind.STOPPED_JOB, Look.running(shell, "cat"));

        terminal.type("fg\n");

        Look.as(Kind.FOREGROUND_JOB, cat);
    }

    @Test
    void children_of_a_script_share_its_job(PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("sh -c 'sleep 5005; true' &\n");
        ProcessInfo inBackground = Look.as(Kind.BACKGROUND_JOB, Look.running(shell, "sleep 5005"));
        terminal.type("sh -c 'sleep 5006; true'\n");
        ProcessInfo inForeground = Look.as(Kind.FOREGROUND_JOB, Look.running(shell, "sleep 5006"));

        for (ProcessInfo process : List.of(inBackground, inForeground)) {
            ProcessInfo script = Look.now(process.parentPid());
            assertThat(process).hasProcessGroup(script.pid());
            assertThat(script).hasRoleKind(process.roleEvidence().kind());
        }
    }

    @Test
    void a_shell_in_a_shell_takes_the_foreground(PtyTerminal terminal) {
        ChildProcess outer = terminal.shell();
        terminal.type("PS1='in''ner> ' bash --noprofile --norc -i\n");
        terminal.awaitText("\ninner> "); // before that it does not read, and the end of file would be lost
        ProcessInfo inner = Look.any(
                "a shell below " + outer.pid(),
                process -> process.parentPid() == outer.pid()
                        && Look.commandLine(process).startsWith("bash"));
        Look.as(Kind.FOREGROUND_JOB, inner);
        assertThat(Look.now(outer.pid())).hasRoleKind(Kind.BACKGROUND_JOB);
        assertThat(inner).hasSession(outer.pid());

        terminal.endOfFile();

        Look.gone(inner);
        Look.as(Kind.FOREGROUND_JOB, Look.now(outer.pid()));
    }

    @Test
    void who_survives_the_end_of_the_terminal_and_as_what(PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("sleep 5010 &\n");
        ProcessInfo plain = Look.running(shell, "sleep 5010");
        terminal.type("sleep 5011 & disown -h\n");
        ProcessInfo disowned = Look.running(shell, "sleep 5011");
        terminal.type("(sleep 5012 &)\n");
        ProcessInfo orphan = Look.running(shell, "sleep 5012");
        terminal.type("sleep 5013\n");
        ProcessInfo foreground = Look.as(Kind.FOREGROUND_JOB, Look.running(shell, "sleep 5013"));
        assertThat(Look.now(orphan.pid()))
                .as("adopted, but on a living terminal")
                .isNotChildOf(shell.pid())
                .hasRoleKind(Kind.BACKGROUND_JOB);

        terminal.hangUp();

        shell.awaitExit();
        Look.gone(plain);
        Look.gone(foreground);
        for (ProcessInfo left : List.of(disowned, orphan)) {
            ProcessInfo survivor = Look.as(Kind.HUNG_UP_JOB, left);
            assertThat(survivor).hasNoControllingTerminal().hasSession(shell.pid());
            assertThat(survivor.roleEvidence().hangupIgnored())
                    .as("nobody told it to")
                    .isFalse();
        }
    }
}

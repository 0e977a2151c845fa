/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.Signal;
import org.junit.jupiter.api.Test;

@DaemonTest
class PtyTerminalIT {

    @Test
    void one_program_may_follow_another(PtyTerminal terminal) {
        for (int i = 0; i < 20; i++) {
            terminal.spawn("true").awaitExit();
        }
        ChildProcess last = terminal.spawn("sh", "-c", "echo the last; read x");

        terminal.awaitText("the last");
        assertThat(last.isAlive()).isTrue();
    }

    @Test
    void a_terminal_nobody_is_on_cannot_be_hung_up(ProcessScope scope) {
        assertThatThrownBy(scope.terminal()::hangUp)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is this the terminal you mean?");
    }

    @Test
    void a_child_leads_the_terminals_session_and_its_foreground_group(PtyTerminal terminal) {
        ChildProcess cat = terminal.spawn("cat");

        ProcFs.Stat stat = ProcFs.stat(cat.pid()).orElseThrow();
        assertThat(stat.session()).isEqualTo(cat.pid());
        assertThat(stat.group()).isEqualTo(cat.pid());
        assertThat(stat.terminal()).isNotZero();
        assertThat(terminal.session()).isEqualTo(cat.pid());
        assertThat(terminal.foregroundProcessGroup()).isEqualTo(cat.pid());
    }

    @Test
    void what_is_typed_reaches_the_child_and_its_answer_the_test(PtyTerminal terminal) {
        terminal.spawn("sh", "-c", "read a; echo got-$a; tty");

        terminal.type("hello\n");

        terminal.awaitText("got-hello\n");
        terminal.awaitText(terminal.slavePath() + "\n");
    }

    @Test
    void ctrl_c_interrupts_the_foreground_job(PtyTerminal terminal) {
        ChildProcess sleep = terminal.spawn("sleep", "600");

        terminal.interrupt();

        assertThat(sleep.awaitExit().signal()).hasValue(Signal.INT.number());
    }

    @Test
    void ctrl_d_is_end_of_file(PtyTerminal terminal) {
        ChildProcess cat = terminal.spawn("cat");

        terminal.endOfFile();

        assertThat(cat.awaitExit().code()).hasValue(0);
    }

    @Test
    void hanging_up_ends_a_child_that_does_not_expect_it(PtyTerminal terminal) {
        ChildProcess sleep = terminal.spawn("sleep", "600");

        terminal.hangUp();

        assertThat(sleep.awaitExit().signal()).hasValue(Signal.HUP.number());
        assertThatThrownBy(() -> terminal.type("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was hung up");
    }

    @Test
    void an_interactive_shell_has_job_control(PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();

        terminal.type("sleep 600\n");
        ObservedProcess sleep =
                shell.awaitDescendant("run sleep", process -> process.toString().contains("(sleep 600)"));
        terminal.awaitForegroundProcessGroup(sleep.pid());
        terminal.suspend();
        terminal.awaitText("Stopped");
        terminal.awaitForegroundProcessGroup(shell.pid());
        terminal.type("bg\n");
        terminal.awaitText("sleep 600 &");
        terminal.type("exit\n");

        shell.awaitExit();
        assertThat(sleep.isAlive()).isTrue();
    }

    @Test
    void the_child_sees_the_size(PtyTerminal terminal) {
        terminal.shell();
        terminal.resize(123, 45).type("stty size\n");

        terminal.awaitText("45 123");
    }

    @Test
    void the_terminal_ends_when_the_last_process_lets_it_go(PtyTerminal terminal) {
        ChildProcess shell = terminal.spawn("sh", "-c", "setsid sleep 600 </dev/null & echo left; read x");
        terminal.awaitText("left");
        ObservedProcess holder = shell.awaitDescendant(
                "sleep in its own session",
                process -> ProcFs.stat(process.pid())
                        .filter(stat -> stat.session() == stat.pid() && stat.pid() != shell.pid())
                        .isPresent());
        terminal.type("\n");
        shell.awaitExit();
        assertThat(terminal.transcript().hasEnded())
                .as("sleep still has it as output")
                .isFalse();

        holder.close();

        terminal.awaitEndOfFile();
    }

    @Test
    void a_second_child_may_follow_the_first(PtyTerminal terminal) {
        terminal.spawn("echo", "one").awaitExit();
        terminal.awaitText("one");
        terminal.awaitEndOfFile();

        ChildProcess second = terminal.spawn("sh", "-c", "echo two; read x");

        terminal.awaitText("two");
        assertThat(terminal.session()).isEqualTo(second.pid());
        assertThatThrownBy(() -> terminal.spawn("true"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already is the controlling terminal");
    }

    @Test
    void more_output_than_a_terminal_holds_does_not_block_the_child(PtyTerminal terminal) {
        ChildProcess seq = terminal.spawn("seq", "100000");

        assertThat(seq.awaitExit().code()).hasValue(0);
        terminal.awaitText("100000\n");
    }
}

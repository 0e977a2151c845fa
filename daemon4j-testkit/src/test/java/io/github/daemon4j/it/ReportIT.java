/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.out;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.DetachReport.Outcome;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verb report says of a running daemon: what holds, and what somebody has broken since it was started. */
@DaemonTest
class ReportIT {

    @TempDir
    private Path directory;

    private Path pidFile;
    private ProcessScope scope;

    @BeforeEach
    void prepare(ProcessScope scope) {
        this.scope = scope;
        pidFile = directory.resolve("server.pid");
    }

    private ChildJvm.Builder server(JavaHome java, String... script) {
        List<String> all = new ArrayList<>(List.of("pid:" + pidFile));
        all.addAll(List.of(script));
        return java.server(scope, all.toArray(new String[0]));
    }

    /** The lines of a report whose exit status is as expected. */
    private String report(JavaHome java, int status, String... options) {
        List<String> script = new ArrayList<>(List.of(options));
        script.add("command:report");
        ChildProcess report = server(java, script.toArray(new String[0])).start();
        assertThat(report.awaitExit().shellCode())
                .as(() -> report.transcript().toString())
                .isEqualTo(status);
        report.awaitEndOfOutput();
        assertThat(err(report)).isEmpty();
        return out(report);
    }

    @EachJava
    @JdkDependent("what a JVM is at its start")
    void a_daemon_holds_what_the_man_page_asks_of_it(JavaHome java) {
        long pid = daemonOf(server(java, "command:start").start()).pid();

        String said = report(java, 0);

        assertThat(said)
                .startsWith("server holds what daemon(7) asks of it\n 1 held  no descriptor")
                .contains("\n12 held  the pid file is written: " + pidFile + " holds " + pid + "; its lock is held\n")
                .contains("\n15 held  ");
        assertThat(said.lines()).hasSize(16);
    }

    @EachJava
    void a_daemon_that_was_changed_since_does_not(JavaHome java, PtyTerminal terminal) {
        Path done = directory.resolve("done");
        daemonOf(server(
                        java,
                        "ignore:USR2",
                        "command:start",
                        "change:chdir=" + directory,
                        "change:umask=0",
                        "change:open=" + terminal.slavePath(),
                        "ready",
                        "write:" + done + ":x")
                .start());
        awaitContent(done, "x");

        String said = report(java, 1);

        assertThat(said)
                .startsWith("server does not hold what daemon(7) asks of it\n")
                .containsPattern(" 1 NOT   .*of a terminal: \\[[0-9]+ -> " + terminal.slavePath() + "\\]")
                .contains(" 2 NOT   no signal is ignored: ignored: USR2")
                .contains("10 NOT   the umask is set: umask 0000, asked for 0027")
                .contains("11 NOT   the working directory is set: " + directory + ", asked for /");
        assertThat(said.lines().filter(line -> line.contains(" NOT "))).hasSize(4);
    }

    @EachJava
    void what_it_was_to_hold_the_asker_s_options_say(JavaHome java) {
        daemonOf(server(java, "command:start").start());

        assertThat(report(java, 1, "umask:077")).contains("umask 0027, asked for 0077");
    }

    @EachJava
    void a_server_below_a_supervisor_need_not_detach(JavaHome java) {
        Path facts = directory.resolve("facts");
        server(java, "mode:CONTAINER", "command:start", "facts:" + facts).start();
        awaitContent(facts, "CONTAINER");

        String said = report(java, 0);

        assertThat(said)
                .contains(" 7 -     a second fork")
                .contains(
                        "14 -     the launcher is told when start-up is complete: there was no launcher; it stays what was"
                                + " started (CONTAINER)\n")
                .contains("12 held  the pid file is written");
    }

    @EachJava
    void a_server_in_the_foreground_of_a_terminal_is_no_daemon(JavaHome java, PtyTerminal terminal) {
        Path facts = directory.resolve("facts");
        terminal.spawn(server(java, "command:run", "facts:" + facts));
        awaitContent(facts, "FOREGROUND");

        assertThat(report(java, 1))
                .contains(" 6 NOT   a session of its own: ", "controlling terminal pts/")
                .contains(" 9 NOT   0, 1 and 2 are open and no terminal: 0 -> " + terminal.slavePath());
    }

    @Test
    void a_program_reads_one_object_with_the_outcome_of_each_step() {
        JavaHome java = JavaHome.running();
        daemonOf(server(java, "command:start").start());

        ChildProcess report = server(java, "umask:0", "command:report --json").start();

        assertThat(report.awaitExit().shellCode()).isEqualTo(1);
        report.awaitEndOfOutput();
        assertThat(out(report))
                .startsWith("{\"schema\":1,\"name\":\"server\",\"running\":true,\"pidFile\":\"" + pidFile
                        + "\",\"allHeld\":false,\"steps\":[{\"step\":1,\"rule\":\"no descriptor of the launcher's but 0, 1,"
                        + " 2\",\"outcome\":\"held\",\"evidence\":\"")
                .contains("{\"step\":10,\"rule\":\"the umask is set\",\"outcome\":\"not_held\",")
                .endsWith("\"}]}\n");
    }

    @Test
    void a_program_gets_the_same_from_java() {
        JavaHome java = JavaHome.running();
        DaemonControl control = DaemonControl.of(pidFile);
        assertThat(control.report(DaemonOptions.defaults())).isEmpty();
        long pid = daemonOf(server(java, "command:start").start()).pid();

        DetachReport report = control.report(DaemonOptions.defaults()).orElseThrow();

        assertThat(report.allHeld()).as(report.toString()).isTrue();
        assertThat(report.steps()).hasSize(15).allMatch(step -> step.outcome() == Outcome.HELD);
        assertThat(report.steps().get(6).evidence()).startsWith("pid " + pid + ", session ");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.awaitStarting;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.fifo;
import static io.github.daemon4j.it.Facts.letGoOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a server has become when the prompt is back, seen from outside. */
@DaemonTest
@JdkDependent("what a JVM is after a start as most people do it")
class DetachIT {

    private static final int HUP_INT_TERM = 1 << 0 | 1 << 1 | 1 << 14;
    private static final int O_ACCMODE = 3;
    private static final int O_WRONLY = 1;
    private static final int O_APPEND = 02000;

    @TempDir
    private Path directory;

    @EachJava
    void a_server_started_by_a_shell_is_a_daemon_when_the_prompt_is_back(
            JavaHome java, PtyTerminal terminal, ProcessScope scope) throws IOException {
        Path pidFile = directory.resolve("server.pid");
        Path log = directory.resolve("server.log");
        Path report = directory.resolve("report");
        Path fifo = fifo(scope, directory);
        Path script = script(java.server(
                        scope,
                        "pid:" + pidFile,
                        "log:" + log,
                        "timeout:20000",
                        "detach",
                        "print:coming up",
                        "report:" + report,
                        "await:" + fifo,
                        "ready:serving")
                .command());
        ChildProcess shell = terminal.shell();

        terminal.type(script + "; echo status=$?\n");
        terminal.awaitText("\ncoming up\n");
        ObservedProcess daemon = awaitStarting(shell);
        long launcher = new Proc(daemon.pid()).parent();
        assertThat(terminal.foregroundProcessGroup())
                .as("the launcher keeps the foreground while it waits")
                .isEqualTo(launcher);
        Collection<String> launchersDescriptors =
                new Proc(launcher).descriptors().values();
        letGoOn(fifo);
        terminal.awaitText("server: serving\n");
        terminal.awaitText("status=0\n");

        terminal.awaitForegroundProcessGroup(shell.pid());
        Proc proc = Proc.of(daemon);
        assertIsDaemon(proc, shell.pid(), launcher);
        assertHoldsItsOwnDescriptorsOnly(proc, log, pidFile, launchersDescriptors);
        assertThat(awaitContent(report, "15 ")).startsWith("true\n").doesNotContain("NOT");

        terminal.hangUp();
        shell.awaitEnd();
        assertThat(daemon.isAlive()).as("alive after the hang-up").isTrue();
        assertThat(proc.session()).isNotEqualTo(shell.pid());
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
        assertThat(pidFile).doesNotExist();
    }

    private static void assertIsDaemon(Proc daemon, long shell, long launcher) {
        assertThat(new Proc(launcher).exists()).as("the launcher is gone").isFalse();
        assertThat(daemon.parent()).as("the parent is init or a subreaper").isIn(adopters());
        assertThat(daemon.session()).as("a session of its own").isNotIn(shell, launcher, daemon.pid());
        assertThat(new Proc(daemon.session()).exists())
                .as("the session's leader is gone")
                .isFalse();
        assertThat(daemon.stat(5)).as("the process group is the session's").isEqualTo(daemon.session());
        assertThat(daemon.stat(7)).as("tty_nr").isZero();
        assertThat(daemon.stat(8)).as("tpgid").isEqualTo(-1);
        assertThat(daemon.link("cwd")).isEqualTo("/");
        assertThat(daemon.status("Umask")).isEqualTo("0027");
        assertThat(daemon.mask("SigIgn")).as("SigIgn").isZero();
        assertThat(daemon.mask("SigBlk")).as("SigBlk").isZero();
        assertThat(daemon.mask("SigCgt") & HUP_INT_TERM)
                .as("the JVM handles HUP, INT and TERM")
                .isEqualTo(HUP_INT_TERM);
    }

    /** Process 1, and whatever stands between it and this JVM: one of them may be a subreaper. */
    private static List<Long> adopters() {
        List<Long> adopters = new ArrayList<>();
        long pid = new Proc(ProcessHandle.current().pid()).parent();
        while (pid > 1) {
            adopters.add(pid);
            pid = new Proc(pid).parent();
        }
        adopters.add(1L);
        return adopters;
    }

    private static void assertHoldsItsOwnDescriptorsOnly(
            Proc daemon, Path log, Path pidFile, Collection<String> launchersDescriptors) {
        // It opens its pipe once more for each word, and others have heard the last before that is closed.
        Facts.await("its pipe is open once", () -> {
            Collection<String> open = daemon.descriptors().values();
            return open.stream().filter(target -> target.startsWith("pipe:[")).count() == 1;
        });
        Map<Integer, String> descriptors = daemon.descriptors();
        assertThat(descriptors).containsEntry(0, "/dev/null");
        assertThat(daemon.flags(0) & O_ACCMODE).as("0 is for reading").isZero();
        for (int i = 1; i <= 2; i++) {
            assertThat(descriptors).containsEntry(i, log.toString());
            assertThat(daemon.flags(i) & (O_ACCMODE | O_APPEND))
                    .as("%d appends", i)
                    .isEqualTo(O_WRONLY | O_APPEND);
        }
        assertThat(descriptors.get(3)).as("left free: the JDK's own").endsWith("/lib/modules");
        assertThat(descriptors.get(4)).startsWith("pipe:[");
        assertThat(descriptors).containsEntry(5, pidFile + ".lock");
        assertThat(descriptors).as("what it says of itself").containsEntry(6, "/memfd:daemon4j-account (deleted)");
        assertThat(descriptors.values())
                .filteredOn(target -> target.endsWith(".jar") || target.endsWith("/lib/modules"))
                .as("what the launcher's JVM had opened too is open once")
                .doesNotHaveDuplicates();
        assertThat(descriptors.entrySet())
                .filteredOn(entry -> entry.getKey() > 6)
                .extracting(Map.Entry::getValue)
                .filteredOn(target -> !target.endsWith(".jar") && !target.endsWith("/lib/modules"))
                .as("the others are the JVM's own, and none is the launcher's")
                .allMatch(target -> target.startsWith("socket:[")) // java.nio makes one to close others with
                .doesNotContainAnyElementsOf(launchersDescriptors);
    }

    @EachJava
    void a_terminal_whose_only_process_was_the_launcher_ends_with_it(
            JavaHome java, PtyTerminal terminal, ProcessScope scope) {
        ChildJvm launcher = terminal.spawn(java.server(scope, "timeout:20000", "detach", "print:hello", "ready"));

        ObservedProcess daemon = daemonOf(launcher);

        terminal.awaitEndOfFile();
        assertThat(daemon.isAlive()).isTrue();
        assertThat(terminal.transcript().toString()).contains("hello");
    }

    @EachJava
    void working_directory_umask_priority_limits_and_environment_are_as_asked(JavaHome java, ProcessScope scope) {
        long nice = Facts.nicer(7);
        ChildProcess launcher = java.serverAfter(
                        scope,
                        "ulimit -S -c 1024",
                        "cwd:" + directory,
                        "umask:077",
                        "nice:" + nice,
                        "oom:500",
                        "noCores",
                        "env:GREETING=hello",
                        "env:KEPT=no",
                        "jvm:-Dit.option=x y",
                        "detach")
                .environment("KEPT", "yes")
                .environment("ALSO", "as it was")
                .start();

        Proc daemon = Proc.of(daemonOf(launcher));

        assertThat(daemon.link("cwd")).isEqualTo(directory.toString());
        assertThat(daemon.status("Umask")).isEqualTo("0077");
        assertThat(daemon.stat(19)).as("nice").isEqualTo(nice);
        assertThat(daemon.text("oom_score_adj")).isEqualTo("500\n");
        assertThat(daemon.softLimit("Max core file size")).isEqualTo("0");
        assertThat(daemon.environment("GREETING")).hasValue("hello");
        assertThat(daemon.environment("KEPT")).hasValue("no");
        assertThat(daemon.environment("ALSO")).hasValue("as it was");
        assertThat(daemon.commandLine()).contains("-Dit.option=x y");
    }

    @EachJava
    void a_file_that_the_user_named_is_found_from_where_the_launcher_was_started(JavaHome java, ProcessScope scope)
            throws IOException {
        Files.writeString(directory.resolve("server.yaml"), "port: 80\n");
        Path log = directory.resolve("server.log");
        ChildJvm launcher = java.server(
                        scope, "log:server.log", "timeout:20000", "detach", "readFromLaunch:server.yaml", "ready")
                .workingDirectory(directory)
                .start();

        Proc daemon = Proc.of(daemonOf(launcher));

        assertThat(daemon.link("cwd")).isEqualTo("/");
        assertThat(log).hasContent("read port: 80");
    }

    @EachJava
    void without_an_output_the_daemon_prints_into_nothing_once_it_is_ready(JavaHome java, ProcessScope scope) {
        Path done = directory.resolve("done");
        ChildJvm launcher = java.server(
                        scope, "timeout:20000", "detach", "print:shown", "ready", "print:lost", "write:" + done + ":x")
                .start();

        ObservedProcess daemon = daemonOf(launcher);
        awaitContent(done, "x");
        launcher.awaitEndOfOutput();

        assertThat(Facts.err(launcher)).contains("shown").doesNotContain("lost");
        Proc proc = Proc.of(daemon);
        assertThat(proc.descriptors()).containsEntry(1, "/dev/null").containsEntry(2, "/dev/null");
        daemon.signal(Signal.QUIT); // the VM prints its threads to descriptor 1
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
    }

    @EachJava
    void inherited_output_stays_the_launchers(JavaHome java, ProcessScope scope) {
        Path done = directory.resolve("done");
        ChildJvm launcher = java.server(scope, "inherit", "detach", "print:after", "write:" + done + ":x")
                .start();

        ObservedProcess daemon = daemonOf(launcher);

        launcher.awaitLine("after");
        assertThat(Proc.of(daemon).descriptors().get(1)).startsWith("pipe:[");
        awaitContent(done, "x");
    }

    /** A terminal takes no line as long as this class path. */
    private Path script(List<String> command) throws IOException {
        StringBuilder text = new StringBuilder("#!/bin/sh\nexec");
        for (String word : command) {
            text.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        Path script = Files.writeString(directory.resolve("start"), text.append('\n'));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}

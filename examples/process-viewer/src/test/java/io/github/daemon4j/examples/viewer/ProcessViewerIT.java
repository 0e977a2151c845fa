/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import io.github.daemon4j.examples.viewer.views.Look;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a person or a script runs it. */
@DaemonTest
@Timeout(180)
class ProcessViewerIT {

    private static final String ESCAPE = "\u001b";
    private static final int ATTEMPTS = 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "C"})
    void ef_prints_what_ps_prints(String locale, ProcessScope scope) throws Exception {
        scope.command(program("日本語"), "30").start();
        scope.command(program("x\u001b[31m\ny"), "30", "", " ", "a\tb").start();
        scope.command("sh", "-c", "true & exec sleep 30").start(); // leaves a zombie

        List<String> differences = List.of();
        int compared = 0;
        for (int i = 0; i < ATTEMPTS && (i == 0 || !differences.isEmpty()); i++) {
            Map<Long, String> before = byPid(output(scope.command("ps", "-ef"), locale));
            Map<Long, String> ours = byPid(output(viewer(scope, "-ef"), locale));
            Map<Long, String> after = byPid(output(scope.command("ps", "-ef"), locale));
            differences = new ArrayList<>();
            compared = 0;
            assertThat(ours.get(0L)).as("header").isEqualTo(before.get(0L));
            for (Map.Entry<Long, String> line : before.entrySet()) {
                // A kernel worker is named after what it does at the moment, and may do the same again a moment later.
                boolean changes = line.getValue().contains("[kworker/");
                if (!changes && line.getValue().equals(after.get(line.getKey()))) {
                    compared++;
                    String own = ours.get(line.getKey());
                    if (!line.getValue().equals(own)) {
                        differences.add("ps:   " + line.getValue() + "\nours: " + own + "\n");
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(8);
    }

    @Test
    void explain_says_the_sentence_of_the_api(ProcessScope scope) {
        ChildProcess sleep = scope.command("sleep", "30").start();
        String sentence = ProcessInfo.of(sleep.pid()).orElseThrow().explainRole();

        String said = output(viewer(scope, "--explain", Long.toString(sleep.pid())), "C.UTF-8");

        assertThat(said.lines().findFirst()).contains(sentence);
        assertThat(sentence).startsWith("daemon: no controlling terminal; leads session " + sleep.pid());
        assertThat(said).contains("sleep(" + sleep.pid() + ")", "sleep 30", "session leader");
    }

    @Test
    void tree_draws_descendants_as_pstree_does(ProcessScope scope) {
        ChildProcess shell =
                scope.command("sh", "-c", "sleep 30 & sleep 31 & echo up; wait").start();
        shell.awaitText("up");
        long first = child(shell, "sleep 30");
        long second = child(shell, "sleep 31");
        String pid = Long.toString(shell.pid());

        String indent = " ".repeat(("sh(" + pid + ")").length());
        assertThat(output(viewer(scope, "--tree", pid), "C.UTF-8"))
                .isEqualTo("sh(" + pid + ")─┬─sleep(" + first + ")\n" + indent + " └─sleep(" + second + ")\n");
        assertThat(output(viewer(scope, "--tree=" + pid), "C"))
                .isEqualTo("sh(" + pid + ")-+-sleep(" + first + ")\n" + indent + " `-sleep(" + second + ")\n");
        assertThat(output(viewer(scope, "--tree"), "C.UTF-8"))
                .contains("sh(" + pid + ")─┬─sleep(" + first + ")")
                .contains(seesTheKernel() ? "kthreadd(2)" : "");
    }

    /** In a container process 2 is another one. */
    private static boolean seesTheKernel() {
        return ProcessInfo.of(2).filter(two -> two.command().equals("kthreadd")).isPresent();
    }

    @Test
    void role_chooses_in_every_format(ProcessScope scope, PtyTerminal terminal) {
        ChildProcess cat = terminal.spawn("cat");
        ChildProcess sleep = scope.command("sleep", "30").start();
        String cats = "cat(" + cat.pid() + ")";
        String sleeps = "sleep(" + sleep.pid() + ")";

        assertThat(byPid(output(viewer(scope, "-ef", "--role", "foreground"), "C")))
                .containsKey(cat.pid())
                .doesNotContainKey(sleep.pid());
        String parent = "(" + ProcessHandle.current().pid() + ")"; // no foreground process, but it leads to one
        assertThat(output(viewer(scope, "--tree", "--role", "foreground"), "C"))
                .contains(cats, parent)
                .doesNotContain(sleeps);
        assertThat(output(viewer(scope, "--tree", "--role", "foreground,daemon"), "C"))
                .contains(cats, sleeps)
                .doesNotContain("kthreadd");
        assertThat(output(viewer(scope, "--role", "DAEMON"), "C"))
                .containsPattern("(?m)^\\S+ +" + sleep.pid() + " .* daemon, leader +sleep 30$")
                .doesNotContain("foreground");
    }

    @Test
    void the_exit_status_tells_wrong_options_from_absent_processes(ProcessScope scope) {
        for (String option : List.of("--explain", "--tree")) {
            ChildProcess none = finished(viewer(scope, option, "999999999"));
            assertThat(none.awaitExit().code()).hasValue(1);
            assertThat(none.transcript().text(Transcript.Stream.ERR))
                    .isEqualTo("process-viewer: there is no process 999999999\n");
        }
        for (String wrong : List.of(
                "--explain x",
                "--explain",
                "--role nobody",
                "--nonsense",
                "-ef --json",
                "--watch --json",
                "--watch",
                "--explain 1 --role daemon")) {
            ChildProcess refused = finished(viewer(scope, wrong.split(" ")));
            assertThat(refused.awaitExit().code()).as(wrong).hasValue(2);
            assertThat(refused.transcript().lines(Transcript.Stream.ERR))
                    .as(wrong)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("process-viewer: ")
                    .endsWith("; see process-viewer --help");
        }
        assertThat(output(viewer(scope, "--help"), "C"))
                .contains("--watch", "--role=ROLE", "Exit status:")
                .doesNotContain(ESCAPE)
                .matches(text -> text.lines().allMatch(line -> line.length() <= 80), "fits in 80 columns");
    }

    @Test
    void a_reader_that_goes_early_is_no_error_to_speak_of(ProcessScope scope) {
        String command = String.join(" ", viewerCommand("-ef")) + " | head -1; echo status ${PIPESTATUS[1]}";
        ChildProcess shell = finished(scope.command("bash", "-c", command));
        assertThat(shell.transcript().text(Transcript.Stream.ERR)).isEmpty();
        assertThat(shell.transcript().lines(Transcript.Stream.OUT)).hasSize(2);
    }

    @Test
    void output_that_cannot_be_written_is_an_error(ProcessScope scope) {
        ChildProcess shell =
                finished(scope.command("sh", "-c", String.join(" ", viewerCommand("--json")) + " >/dev/full"));
        assertThat(shell.awaitExit().code()).hasValue(1);
        assertThat(shell.transcript().text(Transcript.Stream.ERR)).startsWith("process-viewer: the output could not");
    }

    @Test
    void colours_are_for_terminals_and_those_who_want_them(ProcessScope scope) {
        assertThat(onTerminal(scope, 80, Map.of("TERM", "xterm"), "--role", "daemon"))
                .contains(ESCAPE + "[36mdaemon");
        assertThat(onTerminal(scope, 80, Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .contains("daemon")
                .doesNotContain(ESCAPE);
        assertThat(onTerminal(scope, 80, Map.of("TERM", "dumb"))).doesNotContain(ESCAPE);
        assertThat(output(viewer(scope).environment("TERM", "xterm"), "C.UTF-8"))
                .contains("daemon")
                .doesNotContain(ESCAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-ef", "--tree"})
    void no_line_is_wider_than_the_terminal(String option, ProcessScope scope) throws Exception {
        scope.command(program("日本語スリープ"), "30", "日".repeat(100)).start();
        String[] options = option.isEmpty() ? new String[0] : new String[] {option};
        for (int columns : new int[] {33, 80, 81}) {
            String shown = onTerminal(scope, columns, Map.of("NO_COLOR", "1"), options);
            assertThat(shown.lines())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(line -> assertThat(Look.cells(line)).as(line).isLessThanOrEqualTo(columns));
            int least = option.equals("--tree") ? 1 : columns - 1; // how wide a tree is depends on who else is there
            assertThat(shown.lines().mapToInt(Look::cells).max().orElse(0)).isBetween(least, columns);
        }
    }

    @Test
    void wide_names_stay_aligned(ProcessScope scope) throws Exception {
        Path shell = Files.copy(Path.of("/bin/sh"), directory.resolve("日本語"));
        ChildProcess wide = scope.command(shell.toString(), "-c", "sleep 30 & sleep 31 & echo up; wait")
                .start();
        wide.awaitText("up");
        child(wide, "sleep 30");
        child(wide, "sleep 31");

        List<String> tree = output(viewer(scope, "--tree", Long.toString(wide.pid())), "C.UTF-8")
                .lines()
                .toList();

        assertThat(tree).hasSize(2);
        assertThat(tree.get(0)).startsWith("日本語(");
        int branch = "日本語".length() * 2 + ("(" + wide.pid() + ")").length() + 1;
        assertThat(Look.cells(tree.get(0).substring(0, tree.get(0).indexOf('┬'))))
                .isEqualTo(branch);
        assertThat(tree.get(1)).startsWith(" ".repeat(branch) + "└─sleep");
    }

    @Test
    void a_process_that_may_not_be_read_has_no_start_and_no_ancestors_but_its_place(ProcessScope scope) {
        String said = output(underHidepid(scope, "--explain", "1"), "C.UTF-8");
        assertThat(said).containsPattern("(?m)^ +started +unknown$").containsPattern("(?m)^ +from +unknown$");

        List<String> tree =
                output(underHidepid(scope, "--tree"), "C.UTF-8").lines().toList();
        // A shell whose name is not known, and the two it runs.
        int parent = 0;
        while (!tree.get(parent).matches("\\(\\d+\\)─┬─.*")) {
            parent++;
        }
        int branch = tree.get(parent).indexOf('┬');
        assertThat(tree.get(parent + 1)).startsWith(" ".repeat(branch) + "└─");
    }

    @Test
    void watch_redraws_in_the_other_screen_and_gives_the_terminal_back(ProcessScope scope, PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("stty > " + directory.resolve("before") + "\n");
        terminal.type("TERM=xterm " + String.join(" ", viewerCommand("--watch", "--role", "foreground"))
                + "; echo status $?\n");
        terminal.awaitText(ESCAPE + "[?1049h");
        terminal.awaitText("q ends");
        terminal.awaitText("COMMAND");
        // By itself it writes only what has changed, the clock at least; after a change of size all.
        int first = shown(terminal).length();
        await("the next drawing", terminal, () -> shown(terminal).length() > first);
        ChildProcess late = scope.terminal().spawn("cat");
        terminal.resize(90, 30);
        terminal.awaitText(Long.toString(late.pid()));

        terminal.type("x"); // no key of ours
        terminal.type("q");

        terminal.awaitText(ESCAPE + "[?1049l");
        terminal.awaitText("status 0");
        terminal.type("stty > " + directory.resolve("after") + "; echo compared\n");
        terminal.awaitText("\ncompared");
        assertThat(directory.resolve("after")).hasSameTextualContentAs(directory.resolve("before"));
        assertThat(shell.isAlive()).isTrue();
    }

    @Test
    void watch_gives_the_terminal_back_when_it_is_terminated(ProcessScope scope, PtyTerminal terminal) {
        ChildProcess shell = terminal.shell();
        terminal.type("stty > " + directory.resolve("before") + "\n");
        terminal.type("TERM=xterm " + String.join(" ", viewerCommand("--watch")) + "; echo status $?\n");
        terminal.awaitText("COMMAND");
        ObservedProcess viewer =
                shell.awaitDescendant("be the viewer", process -> process.pid() == terminal.foregroundProcessGroup());

        viewer.signal(Signal.TERM);

        terminal.awaitText(ESCAPE + "[?1049l");
        terminal.awaitText("status 143");
        terminal.type("stty > " + directory.resolve("after") + "; echo compared\n");
        terminal.awaitText("\ncompared");
        assertThat(directory.resolve("after")).hasSameTextualContentAs(directory.resolve("before"));
    }

    @Test
    void ctrl_c_ends_watch_too(ProcessScope scope, PtyTerminal terminal) {
        ChildProcess viewer = terminal.spawn(viewer(scope, "--watch", "-ef").environment("TERM", "xterm"));
        terminal.awaitText("STIME");
        terminal.interrupt();
        assertThat(viewer.awaitExit().code()).hasValue(0);
    }

    private static String shown(PtyTerminal terminal) {
        return terminal.transcript().text(Transcript.Stream.TTY);
    }

    private static void await(String what, PtyTerminal terminal, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Did not see " + what + ". Seen so far:\n" + terminal.transcript());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private String program(String name) throws IOException {
        return Files.copy(Path.of("/bin/sleep"), directory.resolve(name)).toString();
    }

    private static List<String> viewerCommand(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/process-viewer.jar").toAbsolutePath().toString()));
        command.addAll(Arrays.asList(options));
        return command;
    }

    /** Root without its capabilities may read its own files and not the processes that have theirs; hidepid excepts group 0. */
    static CommandBuilder underHidepid(ProcessScope scope, String... options) {
        assumeThat(ProcessInfo.current().effectiveUid().value())
                .as("hidden processes not tested: only root can mount a /proc that hides some")
                .isZero();
        String mount = "mount -t proc -o hidepid=1 proc /proc && ";
        String bare = "setpriv --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all ";
        String twoChildren =
                bare + "yes | { read line; exec " + bare + String.join(" ", viewerCommand(options)) + "; }";
        return scope.command("unshare", "--mount", "--propagation", "private", "sh", "-c", mount + twoChildren);
    }

    static CommandBuilder viewer(ProcessScope scope, String... options) {
        return scope.command(viewerCommand(options).toArray(new String[0]))
                .withoutEnvironment("COLUMNS")
                .withoutEnvironment("NO_COLOR");
    }

    private static ChildProcess finished(CommandBuilder command) {
        ChildProcess child = command.start();
        child.awaitExit();
        return child;
    }

    private static String output(CommandBuilder command, String locale) {
        ChildProcess child = finished(command.withoutEnvironment("COLUMNS").environment("LC_ALL", locale));
        assertThat(child.awaitExit().code())
                .as(child.transcript().text(Transcript.Stream.ERR))
                .hasValue(0);
        return child.transcript().text(Transcript.Stream.OUT);
    }

    private static String onTerminal(
            ProcessScope scope, int columns, Map<String, String> environment, String... options) {
        try (PtyTerminal terminal = scope.terminal(columns, 24)) {
            CommandBuilder command = viewer(scope, options).environment("LC_ALL", "C.UTF-8");
            environment.forEach(command::environment);
            ChildProcess viewer = terminal.spawn(command);
            assertThat(viewer.awaitExit().code()).hasValue(0);
            terminal.awaitEndOfFile();
            return shown(terminal);
        }
    }

    /** Lines of ps by their second column; the header as process 0. Names may hold no line feeds: both replace them. */
    private static Map<Long, String> byPid(String output) {
        Map<Long, String> lines = new HashMap<>();
        for (String line : output.lines().toList()) {
            String pid = line.split(" +", 3)[1];
            lines.put(pid.equals("PID") ? 0 : Long.parseLong(pid), line);
        }
        return lines;
    }

    private static long child(ChildProcess parent, String command) {
        return parent.awaitDescendant(
                        "run " + command,
                        process -> ProcessInfo.of(process.pid())
                                .filter(info -> String.join(
                                                " ", info.commandLine().orElse(List.of()))
                                        .equals(command))
                                .isPresent())
                .pid();
    }
}

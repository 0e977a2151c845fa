/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.Fact;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.Signal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Single real processes. */
@Timeout(60)
class LiveProcessIT {

    private final Children children = new Children();

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void this_jvm_is_what_the_jdk_says_it_is() {
        ProcessInfo self = ProcessInfo.current();
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.workingDirectory().value()).isEqualTo(Path.of(System.getProperty("user.dir")));
        assertThat(self.executable().value()).isExecutable();
        assertThat(self.isExecutableDeleted().value()).isFalse();
        assertThat(self.root().value()).isEqualTo(Path.of("/"));
        assertThat(self.environment().value()).containsAllEntriesOf(System.getenv());
        assertThat(self.user().value())
                .isEqualTo(ProcessHandle.current().info().user().orElseThrow());
        assertThat(self.threadIds().value()).hasSizeGreaterThan(3).contains(self.pid());
        assertThat(self.descriptors().value()).isNotEmpty().isSorted();
        assertThat(self.limits().value()).extracting("name").contains("Max open files");
        assertThat(self.namespaces().value()).containsKeys("pid", "mnt", "net");
        assertThat(self.residentBytes()).isBetween(10_000_000L, self.virtualBytes());
        assertThat(self.memory().value().resident()).isPositive();
        assertThat(self.io().value().readCharacters()).isPositive();
        assertThat(self.cgroups().value()).isNotEmpty();
        assertThat(self.oomScore().value()).isBetween(0, 2000);
        assertThat(self.oomScoreAdjust().value()).isBetween(-1000, 1000);
        assertThat(self.credentials().value().effectiveUid())
                .isEqualTo(self.effectiveUid().value());
        assertThat(self.signals().value().caught().contains(Signal.HUP)).isTrue();
        assertThat(self.bootId().value()).hasSize(36);
        assertThat(self.cpuTime().value())
                .isEqualTo(self.userTime().value().plus(self.systemTime().value()));
        assertThat(self.isAlive()).isTrue();
        assertThat(self.toString()).contains("(" + self.pid() + ")");
    }

    @Test
    void threads_are_not_found_by_their_id() {
        ProcessInfo self = ProcessInfo.current();
        for (long thread : self.threadIds().value()) {
            assertThat(ProcessInfo.of(thread).isPresent()).isEqualTo(thread == self.pid());
        }
    }

    @Test
    void the_start_time_is_exact_to_some_ticks() throws Exception {
        Instant before = Instant.now();
        Process sleep = children.start("sleep", "1000");
        Instant after = Instant.now();
        Instant started = info(sleep).startTime().value();
        // The kernel cuts to a tick of 10 ms.
        assertThat(started).isBetween(before.minusMillis(11), after.plusMillis(1));
        assertThat(info(sleep).startTime().value()).isEqualTo(started);
    }

    @Test
    void a_command_line_longer_than_any_buffer_is_whole() throws Exception {
        String argument = "x".repeat(100_000);
        Process shell = children.start("sh", "-c", "echo up; read line", argument, "", "\u00e4 last");
        Children.firstLine(shell);
        List<String> arguments = info(shell).commandLine().value();
        assertThat(arguments).hasSize(6);
        assertThat(arguments.get(3)).isEqualTo(argument);
        assertThat(arguments.get(4)).isEmpty();
    }

    @Test
    void bytes_that_are_no_utf8_survive_in_the_raw_command_line() throws Exception {
        Process shell = children.start("sh", "-c", "exec sh -c 'echo up; read line' \"$(printf '\\377\\376')\"");
        Children.firstLine(shell);
        byte[] raw = info(shell).rawCommandLine().value();
        assertThat(raw).endsWith((byte) 0xff, (byte) 0xfe, (byte) 0);
        assertThat(info(shell).commandLine().value()).last().isEqualTo("\uFFFD\uFFFD");
    }

    @Test
    void a_hostile_name_is_read_as_it_is(@TempDir Path directory) throws Exception {
        Path hostile = directory.resolve("a) R 1 (\nb");
        Files.copy(Path.of("/bin/sleep"), hostile);
        Process sleep = children.start(hostile.toString(), "1000");
        Children.await("exec", () -> info(sleep).command().startsWith("a)"), () -> info(sleep));
        ProcessInfo info = info(sleep);
        assertThat(info.command()).isEqualTo("a) R 1 (\nb");
        assertThat(info.parentPid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(info.executable().value()).isEqualTo(hostile.toRealPath());
        Files.delete(hostile);
        ProcessInfo later = info(sleep);
        assertThat(later.isExecutableDeleted().value()).isTrue();
        assertThat(later.executable().value()).isEqualTo(hostile);
    }

    @Test
    void a_program_file_that_lost_the_name_it_was_started_by_is_deleted_though_it_has_another(@TempDir Path directory)
            throws Exception {
        Path started = Files.copy(Path.of("/bin/sleep"), directory.resolve("started"));
        Files.createLink(directory.resolve("other"), started);
        Process sleep = children.start(started.toString(), "1000");
        Children.await("exec", () -> info(sleep).command().equals("started"), () -> info(sleep));
        Files.delete(started);
        assertThat(info(sleep).isExecutableDeleted().value()).isTrue();
        assertThat(info(sleep).executable().value()).isEqualTo(started);
    }

    @Test
    void a_removed_working_directory_is_named_as_it_was(@TempDir Path directory) throws Exception {
        Path removed = Files.createDirectory(directory.resolve("a b"));
        Path odd = Files.createDirectory(directory.resolve("a b (deleted)"));
        Process shell = children.start("sh", "-c", "cd \"$0\"; echo up; read line", removed.toString());
        Process oddShell = children.start("sh", "-c", "cd \"$0\"; echo up; read line", odd.toString());
        Children.firstLine(shell);
        Children.firstLine(oddShell);
        Files.delete(removed);
        assertThat(info(shell).workingDirectory().value()).isEqualTo(removed);
        assertThat(info(oddShell).workingDirectory().value()).isEqualTo(odd);
    }

    @Test
    void a_descriptor_is_of_a_deleted_file_or_a_terminal_by_what_it_is_and_not_by_its_name(@TempDir Path directory)
            throws Exception {
        Path names = Files.createDirectories(directory.toRealPath().resolve("dev/pts"));
        Process shell = children.start(
                "sh",
                "-c",
                "cd \"$0\"; exec 3>'log (deleted)' 4>gone 5>3 7</dev/null; rm gone; echo up; read line",
                names.toString());
        assertThat(Children.firstLine(shell)).isEqualTo("up");
        List<OpenDescriptor> open = info(shell).descriptors().value();
        assertThat(open)
                .extracting(
                        OpenDescriptor::number,
                        OpenDescriptor::target,
                        OpenDescriptor::isTerminal,
                        OpenDescriptor::isDeleted)
                .contains(
                        tuple(3, names + "/log (deleted)", false, false),
                        tuple(4, names + "/gone (deleted)", false, true),
                        tuple(5, names + "/3", false, false),
                        tuple(7, "/dev/null", false, false));
        assertThat(open.get(3).path()).contains(names.resolve("log (deleted)"));
        assertThat(open.get(4).path()).contains(names.resolve("gone"));
    }

    @Test
    void a_file_name_that_is_no_ascii_is_right_in_the_c_locale_too(@TempDir Path directory) throws Exception {
        Path odd = Path.of(URI.create(directory.toUri() + "%C3%A4%20x"));
        Process shell =
                children.start("sh", "-c", "exec 3>\"$(printf '" + directory + "/\\303\\244 x')\"; echo up; read line");
        Children.firstLine(shell);
        assertThat(info(shell).descriptors().value()).anySatisfy(descriptor -> {
            assertThat(descriptor.target()).endsWith("/\u00e4 x");
            assertThat(descriptor.path()).contains(odd.toRealPath());
        });
        List<String> show = new ArrayList<>(List.of("env", "LC_ALL=C"));
        show.addAll(Children.java(Files.createDirectory(directory.resolve("cp")), ShowProcess.class, "" + shell.pid()));
        assertThat(children.run(show.toArray(new String[0]))).contains("/<e4> x]");
    }

    @Test
    void a_zombie_is_there_and_has_no_memory() throws Exception {
        Process parent = children.start("sh", "-c", "sleep 1000 & echo $!; exec sleep 1001");
        long zombie = Long.parseLong(Children.firstLine(parent));
        // A shell might ask for the exit status; sleep never does.
        Children.await("exec", () -> info(parent).command().equals("sleep"), () -> info(parent));
        assertThat(ProcessInfo.of(zombie).orElseThrow().signal(Signal.KILL)).isTrue();
        Children.await(
                "zombie",
                () -> ProcessInfo.of(zombie).orElseThrow().state() == ProcessInfo.State.ZOMBIE,
                () -> ProcessInfo.of(zombie));
        ProcessInfo info = ProcessInfo.of(zombie).orElseThrow();
        assertThat(info.commandLine().value()).isEmpty();
        for (Fact<?> none : List.of(
                info.executable(),
                info.isExecutableDeleted(),
                info.workingDirectory(),
                info.environment(),
                info.memory(),
                info.umask())) {
            assertThat(none.is(Reason.NONE)).isTrue();
        }
        assertThat(info.descriptors().value()).isEmpty();
        assertThat(info.residentBytes()).isZero();
        assertThat(info.isAlive()).isFalse();
        assertThat(info.explainRole()).endsWith("; zombie");
        assertThat(info.onExit()).isCompletedWithValue(info);
    }

    @Test
    void a_process_whose_main_thread_has_ended_lives_as_long_as_its_other_threads(@TempDir Path directory)
            throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/gcc")))
                .as("a main thread that ends before its process not tested: package gcc is missing")
                .isTrue();
        Path source = Files.writeString(directory.resolve("half.c"), """
                #include <pthread.h>
                #include <unistd.h>
                static void *wait_for_input(void *unused) { char c; while (read(0, &c, 1) > 0) ; return 0; }
                int main(void) {
                    pthread_t other;
                    pthread_create(&other, 0, wait_for_input, 0);
                    pthread_exit(0);
                }
                """);
        Path program = directory.resolve("half");
        children.run("gcc", "-pthread", "-o", program.toString(), source.toString());
        Process half = children.start(program.toString());
        Children.await("a zombie main thread", () -> info(half).state() == ProcessInfo.State.ZOMBIE, () -> info(half));
        ProcessInfo info = info(half);
        assertThat(info.threads()).isEqualTo(2);
        assertThat(info.isAlive()).isTrue();
        CompletableFuture<ProcessInfo> exit = info.onExit();
        assertThat(exit).isNotDone();
        assertThat(info.signal(Signal.CONT)).isTrue();
        half.getOutputStream().close();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isSameAs(info);
        assertThat(info.isAlive()).isFalse();
    }

    @Test
    void a_kernel_thread_has_no_memory_either() {
        ProcessTable.snapshot().stream()
                .filter(p -> p.pid() == 2 && p.parentPid() == 0)
                .forEach(kthreadd -> {
                    assertThat(kthreadd.commandLine().value()).isEmpty();
                    assertThat(kthreadd.executable().is(Reason.NONE)).isTrue();
                    assertThat(kthreadd.memory().is(Reason.NONE)).isTrue();
                });
    }

    @Test
    void a_signal_reaches_the_process_and_the_future_tells_of_its_end() throws Exception {
        Process sleep = children.start("sleep", "1000");
        ProcessInfo info = info(sleep);
        CompletableFuture<ProcessInfo> exit = info.onExit();
        assertThat(exit).isNotDone();
        assertThat(info.signal(Signal.TERM)).isTrue();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isSameAs(info);
        assertThat(sleep.waitFor()).isEqualTo(128 + 15);
        assertThat(info.signal(Signal.TERM)).isFalse();
        assertThat(info.isAlive()).isFalse();
        assertThat(info.onExit()).isCompletedWithValue(info);
        assertThat(info.credentials().is(Reason.GONE)).isTrue();
    }

    @Test
    void a_caller_without_descriptors_says_so_and_nothing_of_the_process(@TempDir Path directory) throws Exception {
        List<String> look = new ArrayList<>(List.of("sh", "-c", "ulimit -n 60 && exec \"$@\"", "sh"));
        look.addAll(Children.java(directory, LoseSight.class, "descriptors"));
        List<String> lines = children.run(look.toArray(new String[0])).lines().toList();
        assertThat(lines).hasSize(12).endsWith("statusLater=KNOWN", "lives=true");
        assertThat(lines.subList(0, 10))
                .allSatisfy(line -> assertThat(line).contains("=UncheckedIOException: Cannot "));
    }

    /** psutil's test of a reused pid: the same pid with another start tick must be left alone. */
    @Test
    void a_process_that_took_the_pid_is_never_hit() throws Exception {
        Process sleep = children.start("sleep", "1000");
        ProcBackend backend = new ProcBackend();
        long ticks = info(sleep).startTicks();
        byte[] forged = Fixtures.bytes(Fixtures.line(sleep.pid(), "gone", 'S', 1, 1, 1, 0, -1, ticks - 1));
        ProcessInfo gone = Shown.process(backend.process(Stat.parse(forged, forged.length)));
        for (Signal signal : List.of(Signal.KILL, Signal.TERM, Signal.STOP)) {
            assertThat(gone.signal(signal)).isFalse();
        }
        assertThat(gone.isAlive()).isFalse();
        assertThat(gone.onExit()).isCompletedWithValue(gone);
        assertThat(gone.isSameProcessAs(info(sleep))).isFalse();
        assertThat(gone.parent()).isEmpty();
        assertThat(gone.children()).isEmpty();
        for (ProcessFile file : ProcessFile.values()) {
            if (file != ProcessFile.STAT) {
                assertThat(Shown.how(Shown.from(file, gone))).as(file.name()).isEqualTo("GONE");
            }
        }
        assertThat(sleep.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(info(sleep).state()).isEqualTo(ProcessInfo.State.SLEEPING);
    }

    @Test
    void relatives_are_found_as_they_are_now() throws Exception {
        Process shell = children.start("sh", "-c", "sleep 1000 & echo $!; wait");
        ProcessInfo sleep =
                ProcessInfo.of(Long.parseLong(Children.firstLine(shell))).orElseThrow();
        ProcessInfo parent = sleep.parent().orElseThrow();
        assertThat(parent.pid()).isEqualTo(shell.pid());
        assertThat(parent.children()).containsExactly(sleep);
        assertThat(sleep.ancestors()).startsWith(parent, ProcessInfo.current());
        assertThat(ProcessInfo.current().descendants()).contains(parent, sleep);
        assertThat(sleep.startTime().value())
                .isBetween(parent.startTime().value(), Instant.now().plus(Duration.ofMillis(1)));
    }

    @Test
    void the_shell_of_a_script_shows_what_it_set() throws Exception {
        Process shell = children.start("sh", "-c", "umask 0137; trap '' HUP; ulimit -n 77; cd /; echo up; read line");
        Children.firstLine(shell);
        ProcessInfo info = info(shell);
        assertThat(info.umask().value()).isEqualTo(0137);
        assertThat(info.signals().value().ignored().contains(Signal.HUP)).isTrue();
        assertThat(info.limits().value())
                .anyMatch(limit -> limit.name().equals("Max open files") && limit.soft() == 77);
        assertThat(info.workingDirectory().value()).isEqualTo(Path.of("/"));
        assertThat(new String(info.rawCommand(), StandardCharsets.UTF_8)).isEqualTo(info.command());
    }

    private static ProcessInfo info(Process process) {
        return ProcessInfo.of(process.pid()).orElseThrow();
    }
}

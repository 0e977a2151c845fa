/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.ProcessTable.TreeStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and identity, on directories that look like {@code /proc}. */
class SnapshotTest {

    @TempDir
    Path proc;

    private ProcBackend backend;

    @BeforeEach
    void processOne() throws IOException {
        backend = new ProcBackend(proc.toString(), "/nonexistent");
        process(1, "init", 0, 10);
    }

    @Test
    void finds_relatives_within_the_table() throws IOException {
        process(20, "sshd", 1, 100);
        process(30, "bash", 20, 200);
        process(31, "bash", 20, 200);
        process(40, "vi", 30, 300);
        ProcessTable table = snapshot();
        assertThat(pids(table.all())).containsExactly(1L, 20L, 30L, 31L, 40L);
        assertThat(pids(table.children(20))).containsExactly(30L, 31L);
        assertThat(pids(table.ancestors(40))).containsExactly(30L, 20L, 1L);
        assertThat(pids(table.descendants(1))).containsExactly(20L, 30L, 40L, 31L);
        assertThat(pids(table.roots())).containsExactly(1L);
        assertThat(table.of(99)).isEmpty();
        assertThat(table.children(99)).isEmpty();
        ProcessInfo bash = table.of(30).orElseThrow();
        assertThat(bash.parent().orElseThrow()).isSameAs(table.of(20).orElseThrow());
        assertThat(pids(bash.children())).containsExactly(40L);
        assertThat(pids(bash.ancestors())).containsExactly(20L, 1L);
        assertThat(pids(bash.descendants())).containsExactly(40L);
    }

    @Test
    void draws_the_tree_as_pstree_does() throws IOException {
        process(20, "sshd", 1, 100);
        process(30, "bash", 20, 200);
        process(31, "bash", 20, 200);
        process(40, "vi", 30, 300);
        process(50, "cron", 1, 300);
        process(60, "\u00e6\u00bc\u00a2", 1, 300); // one wide character, as UTF-8
        process(61, "a", 60, 300);
        process(62, "b", 60, 300);
        ProcessTable table = snapshot();
        assertThat(table.tree()).isEqualTo("""
                init(1)─┬─sshd(20)─┬─bash(30)───vi(40)
                        │          └─bash(31)
                        ├─cron(50)
                        └─漢(60)─┬─a(61)
                                 └─b(62)
                """);
        assertThat(table.tree(TreeStyle.ASCII)).startsWith("""
                init(1)-+-sshd(20)-+-bash(30)---vi(40)
                        |          `-bash(31)
                """);
        assertThat(table.tree(List.of(table.of(30).orElseThrow()), TreeStyle.ASCII, ProcessInfo::command))
                .isEqualTo("bash---vi\n");
    }

    /** A right-to-left override would turn the rest of the line around; a line feed would forge one. */
    @Test
    void what_a_terminal_would_obey_is_a_question_mark_in_the_tree() throws IOException {
        process(20, "a\u00e2\u0080\u00aeb\nc", 1, 100); // U+202E, as UTF-8
        assertThat(find(20).command()).isEqualTo("a\u202eb\nc");
        assertThat(snapshot().tree()).isEqualTo("init(1)───a?b?c(20)\n");
        assertThat(find(20).toString()).startsWith("a?b?c(20) ");
    }

    @Test
    void a_very_deep_tree_needs_no_deep_stack() throws IOException {
        List<ProcessInfo> chain = new ArrayList<>();
        for (int pid = 1; pid <= 5000; pid++) {
            byte[] line = Fixtures.bytes(Fixtures.line(pid, "p", 'S', pid - 1, pid, pid, 0, -1, 100));
            chain.add(Shown.process(backend.process(Stat.parse(line, line.length))));
        }
        ProcessTable table = ProcessTable.of(chain);
        assertThat(table.descendants(1)).hasSize(4999);
        assertThat(table.ancestors(5000)).hasSize(4999);
        assertThat(table.tree(chain.subList(0, 1), TreeStyle.ASCII, p -> "x")).hasSize(5000 + 4999 * 3 + 1);
    }

    @Test
    void a_process_whose_parent_is_not_there_is_a_root() throws IOException {
        process(30, "orphan", 20, 200);
        assertThat(pids(snapshot().roots())).containsExactly(1L, 30L);
    }

    @Test
    void a_parent_younger_than_its_child_is_another_process() throws IOException {
        process(30, "child", 20, 200);
        process(20, "reused", 1, 300);
        ProcessTable table = snapshot();
        assertThat(table.parent(30)).isEmpty();
        assertThat(pids(table.roots())).containsExactly(1L, 30L);
    }

    @Test
    void a_cycle_is_cut_and_every_process_is_still_drawn_once() throws IOException {
        process(20, "a", 22, 200);
        process(21, "b", 20, 200);
        process(22, "c", 21, 200);
        process(30, "self", 30, 200);
        ProcessTable table = snapshot();
        assertThat(table.roots()).hasSize(3);
        assertThat(table.tree()).contains("a(20)", "b(21)", "c(22)", "self(30)");
        assertThat(table.ancestors(20).size()
                        + table.ancestors(21).size()
                        + table.ancestors(22).size())
                .isEqualTo(3);
    }

    @Test
    void a_table_of_given_entries_refuses_two_with_one_pid() throws IOException {
        ProcessInfo init = find(1);
        assertThatThrownBy(() -> ProcessTable.of(List.of(init, init)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two entries have the pid 1");
    }

    @Test
    void facts_of_a_process_that_took_the_pid_are_never_shown() throws IOException {
        Path directory = process(20, "first", 1, 100);
        Files.writeString(directory.resolve("cmdline"), "first\0");
        Files.writeString(directory.resolve("status"), "Umask:\t0022\n");
        ProcessInfo first = find(20);
        assertThat(first.commandLine().value()).containsExactly("first");

        process(20, "second", 1, 101);
        Files.writeString(directory.resolve("cmdline"), "second\0");
        assertThat(first.umask().is(Reason.GONE)).isTrue();
        assertThat(first.credentials().is(Reason.GONE)).isTrue();
        assertThat(first.commandLine().value()).containsExactly("first");
        assertThat(first.isAlive()).isFalse();
        ProcessInfo second = find(20);
        assertThat(second.commandLine().value()).containsExactly("second");
        assertThat(first).isNotEqualTo(second);
        assertThat(first.isSameProcessAs(second)).isFalse();
    }

    @Test
    void empty_none_and_gone_are_three_answers() throws IOException {
        Path directory = process(20, "x", 1, 100);
        Files.createFile(directory.resolve("cmdline"));
        ProcessInfo process = find(20);
        assertThat(process.commandLine().value()).isEmpty();
        assertThat(process.workingDirectory().is(Reason.NONE)).isTrue();
        Files.delete(directory.resolve("cmdline"));
        Files.delete(directory.resolve("stat"));
        Files.delete(directory);
        assertThat(process.root().is(Reason.GONE)).isTrue();
        assertThat(process.nice().value()).isZero();
        assertThat(process.descriptors().is(Reason.GONE)).isTrue();
        assertThat(backend.find(20)).isEmpty();
    }

    @Test
    void numbers_that_are_no_pid_find_nothing() {
        assertThat(backend.find(0)).isEmpty();
        assertThat(backend.find(-1)).isEmpty();
        assertThat(backend.find(4_294_967_297L)).isEmpty();
    }

    @Test
    void a_thread_is_not_found_by_its_id() throws IOException {
        Path directory = process(21, "thread", 1, 100);
        Files.writeString(
                directory.resolve("stat"),
                Files.readString(directory.resolve("stat")).replace(" 17 1 0", " -1 1 0"));
        Files.writeString(directory.resolve("status"), "Tgid:\t20\nPid:\t21\n");
        assertThat(backend.find(21)).isEmpty();
        Files.writeString(directory.resolve("status"), "Tgid:\t21\nPid:\t21\n");
        assertThat(backend.find(21)).isPresent();
    }

    @Test
    void nonsense_in_proc_is_an_error_that_names_the_file_and_shows_it() throws IOException {
        Fixtures.process(proc, 20, "nonsense");
        assertThatThrownBy(() -> backend.find(20))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot understand " + proc + "/20/stat")
                .rootCause()
                .hasMessageContaining("\"nonsense\"");
    }

    @Test
    void a_missing_proc_is_an_error_that_says_what_to_do() {
        ProcBackend nowhere = new ProcBackend(proc.resolve("none").toString(), "/dev");
        assertThatThrownBy(nowhere::snapshot)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("mount -t proc");
        assertThatThrownBy(nowhere::current)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("mount -t proc");
    }

    @Test
    void a_proc_of_another_pid_namespace_does_not_show_the_caller_and_says_so() throws IOException {
        Files.createSymbolicLink(proc.resolve("self"), Path.of("nowhere"));
        assertThatThrownBy(backend::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("this pid namespace");
    }

    /** Of what the last process left there is an empty directory, as on a machine whose proc was unmounted. */
    @Test
    void an_unmounted_proc_is_an_error_and_not_a_machine_without_processes(@TempDir Path empty) {
        ProcBackend unmounted = new ProcBackend(empty.toString(), "/dev");
        assertThatThrownBy(unmounted::snapshot)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("mount -t proc");
        assertThatThrownBy(() -> unmounted.find(ProcessHandle.current().pid()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("mount -t proc");
    }

    @Test
    void the_boot_id_is_asked_for_again_if_it_could_not_be_read() throws IOException {
        ProcessInfo init = find(1);
        assertThat(init.bootId().is(Reason.NONE)).isTrue();
        Path random = Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(random.resolve("boot_id"), "0f1e\n");
        assertThat(init.bootId().value()).isEqualTo("0f1e");
        Files.delete(random.resolve("boot_id"));
        assertThat(init.bootId().value()).isEqualTo("0f1e");
    }

    @Test
    void the_largest_ids_are_their_own_names_and_not_negative() throws IOException {
        assumeThat(find(1).effectiveUid().value())
                .as("large ids not tested: only root can give a file away")
                .isZero();
        Path directory = process(20, "x", 1, 100);
        Files.setAttribute(directory, "unix:gid", (int) 4_294_967_294L);
        Files.setAttribute(directory, "unix:uid", (int) 3_000_000_000L);
        ProcessInfo process = find(20);
        assertThat(process.user().value()).isEqualTo("3000000000");
        assertThat(process.group().value()).isEqualTo("4294967294");
    }

    @Test
    void what_was_read_together_with_the_table_is_of_one_process() throws IOException {
        Path directory = process(20, "x", 1, 100);
        Files.writeString(directory.resolve("cmdline"), "x\0y\0");
        ProcessTable table = snapshot(ProcessFile.COMMAND_LINE, ProcessFile.OWNER, ProcessFile.STAT);
        Files.writeString(directory.resolve("cmdline"), "later\0");
        assertThat(table.of(20).orElseThrow().commandLine().value()).containsExactly("x", "y");
        assertThat(table.of(20).orElseThrow().state()).isEqualTo(ProcessInfo.State.SLEEPING);

        ProcessTable withoutOwner = snapshot(ProcessFile.COMMAND_LINE);
        Files.writeString(directory.resolve("cmdline"), "last\0");
        assertThat(withoutOwner.of(20).orElseThrow().commandLine().value()).containsExactly("later");
        assertThat(withoutOwner.of(20).orElseThrow().effectiveUid())
                .isEqualTo(table.of(20).orElseThrow().effectiveUid());
    }

    @Test
    void what_was_read_together_is_dropped_if_another_process_came_in_between() throws IOException {
        Path directory = process(20, "x", 1, 100);
        Files.writeString(directory.resolve("cmdline"), "before\0");
        ProcFiles files = new ProcFiles(proc.toString());
        Stat stat = Objects.requireNonNull(files.stat(20));
        Facts facts = new Facts(backend, stat);
        Object anothers = Objects.requireNonNull(files.directoryKey(1));
        facts.readTogether(new ProcessFile[] {ProcessFile.COMMAND_LINE}, anothers, null);
        process(20, "another", 1, 101);
        assertThat(facts.of(ProcessFile.COMMAND_LINE).is(Reason.GONE)).isTrue();
    }

    private ProcessInfo find(long pid) {
        return Shown.process(backend.find(pid).orElseThrow());
    }

    private ProcessTable snapshot(ProcessFile... alsoRead) {
        return Shown.table(backend.snapshot(alsoRead));
    }

    private Path process(long pid, String name, long parent, long start) throws IOException {
        return Fixtures.process(proc, pid, Fixtures.line(pid, name, 'S', parent, pid, pid, 0, -1, start));
    }

    private static List<Long> pids(List<ProcessInfo> processes) {
        return processes.stream().map(ProcessInfo::pid).toList();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessInfo.Terminal;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.ProcessTable.TreeStyle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All processes of the machine, as others see them. Compared are those that live before and after the other looked. */
@Timeout(120)
class AgreementIT {

    private final Children children = new Children();

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void agrees_with_ps_on_every_process() throws Exception {
        ProcessTable before = ProcessTable.snapshot();
        String output = children.run(
                "ps", "-eww", "-o", "pid=,ppid=,pgid=,sid=,tpgid=,ni=,nlwp=,euid=,ruid=,tty=,euser:40=,stat=");
        ProcessTable after = ProcessTable.snapshot(ProcessFile.STATUS, ProcessFile.OWNER);
        int compared = 0;
        for (String line : output.lines().toList()) {
            String[] ps = line.trim().split("\\s+", -1);
            Optional<ProcessInfo> process = unchanged(before, after, Long.parseLong(ps[0]));
            if (process.isPresent()) {
                ProcessInfo p = process.get();
                String nice = ps[5].equals("-") ? "0" : ps[5]; // ps shows none for realtime processes
                List<Object> ours = List.of(
                        p.parentPid(),
                        p.processGroupId(),
                        p.sessionId(),
                        p.foregroundProcessGroupId(),
                        p.nice().value(),
                        p.effectiveUid().value(),
                        p.credentials().value().uid(),
                        p.terminal().map(Terminal::name).orElse("?"),
                        p.user().value());
                assertThat(ours)
                        .as("%s", p)
                        .map(String::valueOf)
                        .containsExactly(ps[1], ps[2], ps[3], ps[4], nice, ps[7], ps[8], ps[9], ps[10]);
                assertThat(ps[11].contains("s")).as("session leader: %s", p).isEqualTo(p.isSessionLeader());
                assertThat(ps[11].contains("+"))
                        .as("foreground: %s", p)
                        .isEqualTo(p.role() == io.github.daemon4j.ProcessRole.FOREGROUND);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5).isGreaterThanOrEqualTo(after.size() / 2);
    }

    @Test
    void agrees_with_the_jdk_on_every_process() {
        ProcessTable before = ProcessTable.snapshot();
        List<ProcessHandle> handles = ProcessHandle.allProcesses().toList();
        List<ProcessHandle.Info> infos =
                handles.stream().map(ProcessHandle::info).toList();
        ProcessTable after = ProcessTable.snapshot(ProcessFile.OWNER, ProcessFile.COMMAND_LINE, ProcessFile.EXECUTABLE);
        int compared = 0;
        for (int i = 0; i < infos.size(); i++) {
            ProcessHandle.Info jdk = infos.get(i);
            Optional<ProcessInfo> process =
                    unchanged(before, after, handles.get(i).pid());
            if (process.isPresent()) {
                ProcessInfo p = process.get();
                jdk.user()
                        .ifPresent(
                                user -> assertThat(p.user().value()).as("%s", p).isEqualTo(user));
                jdk.arguments()
                        .ifPresent(arguments -> assertThat(p.commandLine()
                                        .value()
                                        .subList(1, p.commandLine().value().size()))
                                .as("%s", p)
                                .containsExactly(arguments));
                // The JDK takes whole seconds of boot time: up to a second early.
                jdk.startInstant()
                        .ifPresent(start -> assertThat(
                                        Duration.between(start, p.startTime().value()))
                                .as("%s", p)
                                .isBetween(Duration.ofMillis(-20), Duration.ofMillis(1020)));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5).isGreaterThanOrEqualTo(after.size() / 2);
    }

    @Test
    void draws_the_tree_of_pstree() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/pstree")))
                .as("not compared with pstree: package psmisc is missing")
                .isTrue();
        Process shell = children.start(
                "sh",
                "-c",
                "sh -c 'sleep 1000 & sleep 1001 & wait' & sleep 1002 & sh -c 'exec sleep 1003' & echo up; wait");
        Children.firstLine(shell);
        long top = shell.pid();
        Children.await(
                "six processes",
                () -> ProcessInfo.of(top).orElseThrow().descendants().stream()
                                .filter(p -> p.command().equals("sleep"))
                                .count()
                        == 4,
                () -> ProcessTable.snapshot().tree());
        ProcessTable table = ProcessTable.snapshot();
        List<ProcessInfo> tops = List.of(table.of(top).orElseThrow());
        for (TreeStyle style : TreeStyle.values()) {
            String pstree = children.run("pstree", style == TreeStyle.ASCII ? "-A" : "-U", "-lpnT", Long.toString(top));
            assertThat(table.tree(tops, style, p -> p.command() + "(" + p.pid() + ")"))
                    .isEqualTo(pstree);
        }
    }

    private static Optional<ProcessInfo> unchanged(ProcessTable before, ProcessTable after, long pid) {
        Optional<ProcessInfo> first = before.of(pid);
        return after.of(pid)
                .filter(last -> first.isPresent()
                        && last.isSameProcessAs(first.get())
                        && last.parentPid() == first.get().parentPid()
                        && last.foregroundProcessGroupId() == first.get().foregroundProcessGroupId()
                        && last.command().equals(first.get().command()));
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Processes as {@code ps --forest} shows them, for messages: children below their parent, the adopted at the left. */
final class ProcessTree {

    private final List<Stat> processes;
    private final StringBuilder text = new StringBuilder();

    private ProcessTree(List<Stat> processes) {
        this.processes = processes.stream()
                .sorted(Comparator.comparingLong(Stat::startTicks))
                .toList();
    }

    static String of(List<Stat> processes) {
        if (processes.isEmpty()) {
            return "  (none is alive)\n";
        }
        ProcessTree tree = new ProcessTree(processes);
        tree.text.append("      PID    PPID    PGID     SID TTY S COMMAND\n");
        tree.processes.stream().filter(tree::isRoot).forEach(root -> tree.append(root, ""));
        return tree.text.toString();
    }

    private boolean isRoot(Stat stat) {
        return processes.stream().noneMatch(other -> other.pid() == stat.parent());
    }

    private void append(Stat stat, String indent) {
        text.append(String.format(
                Locale.ROOT,
                "  %7d %7d %7d %7d %3s %s %s%s%n",
                stat.pid(),
                stat.parent(),
                stat.group(),
                stat.session(),
                stat.terminal() == 0 ? "no" : "yes",
                stat.state(),
                indent,
                ProcFs.commandLine(stat.pid())));
        processes.stream().filter(child -> child.parent() == stat.pid()).forEach(child -> append(child, indent + "  "));
    }
}

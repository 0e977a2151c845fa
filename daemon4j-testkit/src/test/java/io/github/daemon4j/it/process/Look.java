/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.Waits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Looks again until a process is what a test waits for. */
final class Look {

    private Look() {}

    /** A process that descends from the child, whoever its parent is now, and runs exactly this command line. */
    static ProcessInfo running(ChildProcess child, String command) {
        return now(Waits.running(child, command).pid());
    }

    /** The first process of the machine that fulfils the condition. */
    static ProcessInfo any(String what, Predicate<ProcessInfo> condition) {
        return Waits.found(
                what,
                () -> ProcessTable.snapshot().stream().filter(condition).findFirst(),
                () -> ProcessTable.snapshot().tree());
    }

    /** The process as soon as it has a role of this kind; until then it may have another one for a moment. */
    static ProcessInfo as(Kind kind, ProcessInfo process) {
        return Waits.found(
                process.pid() + " as " + kind,
                () -> ProcessInfo.of(process.pid())
                        .filter(info -> info.isSameProcessAs(process))
                        .filter(info -> info.roleEvidence().kind() == kind),
                () -> ProcessInfo.of(process.pid())
                        .map(ProcessInfo::explainRole)
                        .orElse("it has ended"));
    }

    static ProcessInfo now(long pid) {
        return ProcessInfo.of(pid).orElseThrow(() -> new AssertionError("process " + pid + " has ended"));
    }

    static void gone(ProcessInfo process) {
        assertThat(process.onExit().orTimeout(Waits.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("end of %s", process)
                .succeedsWithin(Waits.LIMIT);
    }

    static String commandLine(ProcessInfo process) {
        return String.join(" ", process.commandLine().orElse(List.of()));
    }
}

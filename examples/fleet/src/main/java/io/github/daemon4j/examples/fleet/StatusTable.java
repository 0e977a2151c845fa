/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What runs, a line for each member. */
final class StatusTable {

    private static final String ROW = "%-16s %-8s %8s %9s %8s  %s";

    private final PrintStream out;

    StatusTable(PrintStream out) {
        this.out = out;
    }

    /** Prints the table; 0 if all run, 1 if one has died, 3 if one does not run. */
    int print(List<Member> members) {
        row("NAME", "STATE", "PID", "UP", "MEMORY", "SERVES");
        int exitStatus = 0;
        for (Member member : members) {
            DaemonStatus status = print(member);
            exitStatus = status == DaemonStatus.DEAD_WITH_PID_FILE || exitStatus == 0 ? status.exitCode() : exitStatus;
        }
        return exitStatus;
    }

    private DaemonStatus print(Member member) {
        DaemonControl control = member.control();
        DaemonStatus status = control.status();
        Optional<ProcessInfo> process = control.process();
        row(
                member.name(),
                word(status),
                process.map(running -> Long.toString(running.pid())).orElse("-"),
                process.map(running -> upTime(running.startTime())).orElse("-"),
                process.map(running -> running.residentBytes() / (1024 * 1024) + " MiB")
                        .orElse("-"),
                status.exitCode() == 0 && member.readiness().canBeAsked() ? serves(member) : "-");
        return status;
    }

    private static String serves(Member member) {
        return (member.readiness().holds(member, 0) ? "yes: " : "no: not ") + member.readiness();
    }

    private void row(String... cells) {
        out.println(String.format(ROW, (Object[]) cells));
    }

    private static String word(DaemonStatus status) {
        return switch (status) {
            case RUNNING, STARTING -> "running";
            case STOPPING -> "stopping";
            case DEAD_WITH_PID_FILE -> "dead";
            case NOT_RUNNING -> "stopped";
            default -> "unknown";
        };
    }

    private static String upTime(Fact<Instant> start) {
        return start.map(then -> Duration.between(then, Instant.now()))
                .map(up -> String.format("%d:%02d:%02d", up.toHours(), up.toMinutesPart(), up.toSecondsPart()))
                .orElse("-");
    }
}

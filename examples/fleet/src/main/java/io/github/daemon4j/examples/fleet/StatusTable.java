/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Readiness;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs, a line for each member. */
final class StatusTable {

    private static final String ROW = "%-16s %-8s %8s %9s %8s  %s";

    private static final String HOST = "%-16s ";

    private final Path file;
    private final PrintStream out;
    /** Set before a row is printed; empty where the table has no such column. */
    private String host = "";

    StatusTable(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** Prints the table; 0 if all run, 1 if one has died, 3 if one does not run, 4 if that is not known of one. */
    int print(List<Member> members) {
        Map<Member, Remote> elsewhere = new LinkedHashMap<>(); // all at once
        for (Member member : members) {
            member.host()
                    .ifPresent(there ->
                            elsewhere.put(member, Remote.start(there, file, List.of("status", member.name()))));
        }
        host = elsewhere.isEmpty() ? "" : String.format(HOST, "HOST");
        row("NAME", "STATE", "PID", "UP", "MEMORY", "SERVES");
        int exitStatus = 0;
        for (Member member : members) {
            host = elsewhere.isEmpty()
                    ? ""
                    : String.format(HOST, member.host().map(Host::name).orElse("-"));
            Remote remote = elsewhere.get(member);
            int next = remote == null ? print(member).exitCode() : print(member, remote);
            exitStatus = next == DaemonStatus.DEAD_WITH_PID_FILE.exitCode() || exitStatus == 0 ? next : exitStatus;
        }
        return exitStatus;
    }

    /** A row that another machine has made, below a heading of its own. */
    private int print(Member member, Remote remote) {
        List<String> lines = remote.lines();
        for (String line : lines) {
            if (line.startsWith(member.name() + " ")) {
                out.println(host + line);
                return remote.exitStatus();
            }
        }
        String why = lines.isEmpty() ? "exit status " + remote.exitStatus() : lines.get(lines.size() - 1);
        row(member.name(), word(DaemonStatus.UNKNOWN), "-", "-", "-", why);
        return DaemonStatus.UNKNOWN.exitCode();
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
                status.exitCode() == 0
                        ? member.served().map(StatusTable::serves).orElse("-")
                        : "-");
        return status;
    }

    private static String serves(Readiness served) {
        Readiness.Look look = served.look();
        return look.isReady() ? "yes: " + served : "no: " + look.seen();
    }

    private void row(String... cells) {
        out.println(host + String.format(ROW, (Object[]) cells).stripTrailing());
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

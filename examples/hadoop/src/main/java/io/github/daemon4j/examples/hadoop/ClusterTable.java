/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** One line for each server. */
final class ClusterTable {

    private static final String ROW = "%-16s %-8s %8s %9s %8s  %-11s %s";

    private final StringBuilder lines = new StringBuilder();

    ClusterTable() {
        row("SERVER", "STATE", "PID", "UP", "MEMORY", "PROCESS", "DETAIL");
    }

    void add(String server, DaemonStatus status, Optional<ProcessInfo> process, String detail) {
        row(
                server,
                state(status),
                process.map(running -> Long.toString(running.pid())).orElse("-"),
                process.map(running -> upTime(running.startTime())).orElse("-"),
                process.map(running -> running.residentBytes() / (1024 * 1024) + " MiB")
                        .orElse("-"),
                process.map(ProcessInfo::role).map(ClusterTable::name).orElse("-"),
                detail);
    }

    private void row(String... cells) {
        lines.append(String.format(ROW, (Object[]) cells).stripTrailing()).append('\n');
    }

    private static String state(DaemonStatus status) {
        return switch (status) {
            case RUNNING -> "running";
            case STARTING -> "starting";
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

    private static String name(ProcessRole role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}

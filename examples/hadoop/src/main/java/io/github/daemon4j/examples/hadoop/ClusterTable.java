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

/** How a server's state is shown: a line for each. */
final class ClusterTable {

    private static final String ROW = "%-16s %-8s %8s %9s %8s  %-11s %s";

    private ClusterTable() {}

    static String heading() {
        return row("SERVER", "STATE", "PID", "UP", "MEMORY", "PROCESS", "DETAIL");
    }

    static String row(String server, DaemonStatus status, Optional<ProcessInfo> process, String detail) {
        return row(
                server,
                state(status),
                process.map(running -> Long.toString(running.pid())).orElse("-"),
                process.map(running -> upTime(running.startTime())).orElse("-"),
                process.map(running -> running.residentBytes() / (1024 * 1024) + " MiB")
                        .orElse("-"),
                process.map(ProcessInfo::role).map(ClusterTable::name).orElse("-"),
                detail);
    }

    /** Of a machine that does not answer. */
    static String unknown(String server, String why) {
        return row(server, state(DaemonStatus.UNKNOWN), "-", "-", "-", "-", why);
    }

    static String padded(String cell, int width) {
        return String.format("%-" + width + "s  ", cell);
    }

    private static String row(String... cells) {
        return String.format(ROW, (Object[]) cells).stripTrailing();
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
}

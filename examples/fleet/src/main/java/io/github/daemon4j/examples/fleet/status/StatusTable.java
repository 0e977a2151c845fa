/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.status;

import io.github.daemon4j.DaemonStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** What runs, a line for each member. */
public final class StatusTable {

    private static final String HOST = "%-16s ";
    private static final String NAME = "%-16s ";
    private static final String STATE = "%-8s";
    private static final String REST = " %8s %9s %8s  %s";

    private final PrintStream out;
    private final Ansi colours;

    public StatusTable(PrintStream out, Ansi colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Prints it, below what the columns are. */
    public void print(List<MemberStatus> members) {
        boolean hosts = members.stream().anyMatch(member -> member.host().isPresent());
        print((hosts ? String.format(HOST, "HOST") : "")
                + String.format(NAME + STATE, "NAME", "STATE")
                + String.format(REST, "PID", "UP", "MEMORY", "SERVES"));
        for (MemberStatus member : members) {
            String state = String.format(STATE, word(member.status()));
            print((hosts ? String.format(HOST, member.host().orElse("-")) : "")
                    + String.format(NAME, member.name())
                    + colours.string("@|" + colour(member.status()) + " " + state + "|@")
                    + String.format(
                            REST,
                            orNone(member.pid()),
                            member.since().map(StatusTable::upTime).orElse("-"),
                            member.memoryBytes()
                                    .map(bytes -> bytes / (1024 * 1024) + " MiB")
                                    .orElse("-"),
                            member.serves().map(yes -> yes ? "yes: " : "no: ").orElse("") + orNone(member.says())));
        }
    }

    private void print(String row) {
        out.println(row.stripTrailing());
    }

    private static String orNone(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }

    private static String word(DaemonStatus status) {
        return switch (status) {
            case RUNNING, STARTING, RELOADING -> "running";
            case STOPPING -> "stopping";
            case DEAD_WITH_PID_FILE -> "dead";
            case NOT_RUNNING -> "stopped";
            case UNKNOWN -> "unknown";
        };
    }

    private static String colour(DaemonStatus status) {
        return switch (status) {
            case RUNNING, STARTING, RELOADING -> "green";
            case STOPPING, NOT_RUNNING -> "yellow";
            case DEAD_WITH_PID_FILE, UNKNOWN -> "red";
        };
    }

    private static String upTime(Instant start) {
        Duration up = Duration.between(start, Instant.now());
        return String.format("%d:%02d:%02d", up.toHours(), up.toMinutesPart(), up.toSecondsPart());
    }
}

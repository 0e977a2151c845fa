/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.report;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport.Outcome;
import io.github.daemon4j.Fact;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.wire.Keeping;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.Stream;
import io.github.daemon4j.spi.ProcessView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process that is judged, and what it was to become.
 *
 * @param process the process
 * @param leader the process that leads its session; null if there is none
 * @param environment what it was started with
 * @param options what was asked for
 * @param mode what was done to make it a daemon
 * @param mark what its launcher has given it; null if there was none
 * @param pidFile its pid file
 */
public record Subject(
        ProcessView process,
        @Nullable ProcessView leader,
        Fact<Map<String, String>> environment,
        DaemonOptions options,
        LaunchMode mode,
        @Nullable Mark mark,
        PidFileSight pidFile) {

    /**
     * Its pid file, as far as one was asked for.
     *
     * @param outcome whether it is as it should be
     * @param evidence what was seen
     */
    public record PidFileSight(Outcome outcome, String evidence) {}

    /** Whether somebody runs it who looks after what a daemon has to do for itself otherwise. */
    boolean isSupervised() {
        return mode != LaunchMode.DETACHED && mode != LaunchMode.FOREGROUND;
    }

    /** Whether its parent is its keeper, which was adopted in its place and starts it again. */
    boolean isKept() {
        String value = environment
                .map(variables -> variables.getOrDefault(Mark.VARIABLE, ""))
                .orElse("");
        Keeping keeping = Keeping.parse(value);
        return keeping != null && keeping.pid() == process.parentPid();
    }

    /** Whether there is a process that leads its session, other than the keeper and the one that is about to end. */
    boolean isLed() {
        return leader != null
                && !(isKept() && leader.pid() == process.parentPid())
                && !(mark != null && mark.isIntermediate(leader.parentPid()));
    }

    /** What a launcher has given, as text. */
    static String passedOn(@Nullable Mark mark) {
        if (mark == null) {
            return "there was no launcher";
        }
        return "passed on: 0, 1, 2, " + sockets(mark) + mark.pipe() + " (pipe to the launcher)"
                + (mark.lock() < 0 ? "" : ", " + mark.lock() + " (pid file's lock)")
                + reader(mark.output())
                + (mark.errors() == null ? "" : reader(mark.errors()));
    }

    private static String sockets(Mark mark) {
        int first = PassedSockets.FIRST_NUMBER;
        int last = first + mark.sockets().all() - 1;
        return last < first ? "" : first + (last > first ? " to " + last : "") + " (to listen on), ";
    }

    private static String reader(Stream stream) {
        return stream.pipe() < 0 ? "" : ", " + stream.pipe() + " (pipe to who reads the output)";
    }
}

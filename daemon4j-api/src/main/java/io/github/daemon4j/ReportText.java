/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.DetachReport.Outcome;
import io.github.daemon4j.DetachReport.Step;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What {@code report} prints of a running daemon, for people and for programs, and the exit status for it. */
final class ReportText {

    /** Counted up when a key changes its meaning or goes; new keys may come at any time. */
    private static final int SCHEMA = 1;

    private ReportText() {}

    static String of(String name, DetachReport report) {
        String asked = " what daemon(7) asks of it";
        String verdict = report.has(Outcome.NOT_HELD)
                ? " does not hold" + asked
                : report.allHeld() ? " holds" + asked : ": whether it holds" + asked + " is not known";
        return name + verdict + "\n" + report;
    }

    /**
     * One object on one line.
     *
     * @param report null if the daemon does not run
     */
    static String json(String name, Path pidFile, @Nullable DetachReport report) {
        JsonObject json = new JsonObject()
                .put("schema", SCHEMA)
                .put("name", name)
                .putRaw("running", Boolean.toString(report != null))
                .put("pidFile", pidFile.toAbsolutePath().toString());
        if (report == null) {
            return json.toString();
        }
        StringJoiner steps = new StringJoiner(",", "[", "]");
        for (Step step : report.steps()) {
            steps.add(new JsonObject()
                    .put("step", step.number())
                    .put("rule", step.rule())
                    .put("outcome", step.outcome().name().toLowerCase(Locale.ROOT))
                    .put("evidence", step.evidence())
                    .toString());
        }
        return json.putRaw("allHeld", Boolean.toString(report.allHeld()))
                .putRaw("steps", steps.toString())
                .toString();
    }

    /** What does not hold counts for more than what is not known. */
    static int exitStatus(DetachReport report) {
        if (report.has(Outcome.NOT_HELD)) {
            return DaemonCommand.EXIT_FAILURE;
        }
        return report.allHeld() ? 0 : DaemonStatus.UNKNOWN.exitCode();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DetachReport.Outcome;
import io.github.daemon4j.DetachReport.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTextTest {

    private static final Path PID_FILE = Path.of("/run/server.pid");

    private static DetachReport report(String outcomes) {
        List<Step> steps = new ArrayList<>();
        for (String outcome : outcomes.split(" ", -1)) {
            steps.add(new Step(steps.size() + 1, "rule", Outcome.valueOf(outcome), "seen"));
        }
        return new DetachReport(steps);
    }

    /** LSB: 1 is an answer, and so is 4: not known. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "HELD HELD,                  0, true",
        "HELD NOT_NEEDED,            0, true",
        "HELD NOT_HELD,              1, false",
        "HELD UNKNOWN,               4, false",
        "UNKNOWN NOT_HELD HELD,      1, false",
    })
    void what_does_not_hold_counts_most_and_what_is_not_needed_not(String outcomes, int status, boolean all) {
        assertThat(ReportText.exitStatus(report(outcomes))).isEqualTo(status);
        assertThat(report(outcomes).allHeld()).isEqualTo(all);
    }

    @Test
    void a_person_reads_a_sentence_and_a_line_for_each_step() {
        assertThat(ReportText.of("server", report("HELD NOT_HELD NOT_NEEDED UNKNOWN")))
                .isEqualTo("""
                        server does not hold what daemon(7) asks of it
                         1 held  rule: seen
                         2 NOT   rule: seen
                         3 -     rule: seen
                         4 ?     rule: seen""");
        assertThat(ReportText.of("server", report("HELD"))).startsWith("server holds what daemon(7) asks of it\n");
        assertThat(ReportText.of("server", report("UNKNOWN")))
                .startsWith("server: whether it holds what daemon(7) asks of it is not known\n");
    }

    @Test
    void a_program_reads_one_object_on_one_line() {
        assertThat(ReportText.json("server", PID_FILE, report("NOT_HELD")))
                .isEqualTo(
                        "{\"schema\":1,\"name\":\"server\",\"running\":true,\"pidFile\":\"/run/server.pid\",\"allHeld\":"
                                + "false,\"steps\":[{\"step\":1,\"rule\":\"rule\",\"outcome\":\"not_held\",\"evidence\":\"seen\"}]}");
        assertThat(ReportText.json("server", PID_FILE, null))
                .isEqualTo("{\"schema\":1,\"name\":\"server\",\"running\":false,\"pidFile\":\"/run/server.pid\"}");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.util.List;

/** What the processes of a failed test said, attached to its failure so that every report shows it. */
final class TestTranscripts extends Throwable {

    private static final long serialVersionUID = 1L;

    TestTranscripts(ProcessScope scope, Throwable failure) {
        super(scope.describe() + text(scope.transcripts(), String.valueOf(failure.getMessage())), null, false, false);
    }

    /** All but what a failure shows itself. */
    static String text(List<Transcript> transcripts, String failure) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < transcripts.size(); i++) {
            String transcript = transcripts.get(i).toString();
            message.append("Transcript ").append(i + 1).append(":\n");
            message.append(failure.contains(transcript) ? "  (see the failure)\n" : transcript);
        }
        return message.toString();
    }
}

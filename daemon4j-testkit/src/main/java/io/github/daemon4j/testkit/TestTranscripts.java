/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.util.List;

/** What the processes of a failed test said, attached to its failure so that every report shows it. */
final class TestTranscripts extends Throwable {

    private static final long serialVersionUID = 1L;

    TestTranscripts(ProcessScope scope) {
        super(message(scope), null, false, false);
    }

    private static String message(ProcessScope scope) {
        StringBuilder message = new StringBuilder(scope.describe());
        List<Transcript> transcripts = scope.transcripts();
        for (int i = 0; i < transcripts.size(); i++) {
            message.append("Transcript ").append(i + 1).append(":\n").append(transcripts.get(i));
        }
        return message.toString();
    }
}

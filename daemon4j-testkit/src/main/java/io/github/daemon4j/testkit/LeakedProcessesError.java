/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.util.List;

/** A test left processes behind. They have been ended; the message shows them and what was said. */
public final class LeakedProcessesError extends AssertionError {

    private static final long serialVersionUID = 1L;

    LeakedProcessesError(int count, String table, List<Transcript> transcripts) {
        super(message(count, table, transcripts));
    }

    private static String message(int count, String table, List<Transcript> transcripts) {
        StringBuilder message = new StringBuilder()
                .append(count == 1 ? "A process outlived" : count + " processes outlived")
                .append(
                        " the test and had to be killed. Stop it in the test, or find it with awaitDetached() to have it")
                .append(" ended with the test.\n")
                .append(table);
        return message.append(TestTranscripts.text(transcripts, "")).toString();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions on what was said. Every failure shows all of it. */
public final class TranscriptAssert extends AbstractAssert<TranscriptAssert, Transcript> {

    TranscriptAssert(Transcript actual) {
        super(actual, TranscriptAssert.class);
    }

    /**
     * Verifies that a line was said on standard output, standard error or the terminal.
     *
     * @param line the whole line without its end
     * @return this
     * @throws AssertionError if it was not
     */
    public TranscriptAssert containsLine(String line) {
        isNotNull();
        boolean said = actual.lines(Transcript.Stream.OUT).contains(line)
                || actual.lines(Transcript.Stream.ERR).contains(line)
                || actual.lines(Transcript.Stream.TTY).contains(line);
        return holds(said, "to contain the line \"" + line + "\"");
    }

    /**
     * Verifies that a text was said on one stream.
     *
     * @param stream the stream
     * @param text a part of what was said there
     * @return this
     * @throws AssertionError if it was not
     */
    public TranscriptAssert contains(Transcript.Stream stream, String text) {
        isNotNull();
        return holds(actual.text(stream).contains(text), "to contain \"" + text + "\" on " + stream);
    }

    /**
     * Verifies that nothing was said on standard error.
     *
     * @return this
     * @throws AssertionError if something was, or if it went to a terminal, where nobody can tell it from standard output
     */
    public TranscriptAssert hasNoErrorOutput() {
        isNotNull();
        if (!actual.lines(Transcript.Stream.TTY).isEmpty()) {
            holds(false, "to tell standard error apart, which a terminal does not,");
        }
        return holds(actual.text(Transcript.Stream.ERR).isEmpty(), "to have nothing on standard error");
    }

    private TranscriptAssert holds(boolean condition, String expected) {
        if (!condition) {
            failWithMessage("%s", "Expecting the transcript " + expected + " but it is:\n" + actual);
        }
        return this;
    }
}

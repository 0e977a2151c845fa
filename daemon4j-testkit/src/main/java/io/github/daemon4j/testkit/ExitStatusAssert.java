/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.Signal;
import org.assertj.core.api.AbstractAssert;

/** Assertions on how a child ended. */
public final class ExitStatusAssert extends AbstractAssert<ExitStatusAssert, ExitStatus> {

    ExitStatusAssert(ExitStatus actual) {
        super(actual, ExitStatusAssert.class);
    }

    /**
     * Verifies that it exited with 0.
     *
     * @return this
     * @throws AssertionError if it exited with another status or a signal ended it
     */
    public ExitStatusAssert isSuccess() {
        return hasCode(0);
    }

    /**
     * Verifies that it exited, and with which status.
     *
     * @param code the status, 0 to 255
     * @return this
     * @throws AssertionError if it exited with another status or a signal ended it
     */
    public ExitStatusAssert hasCode(int code) {
        isNotNull();
        if (actual.code().orElse(-1) != code) {
            failWithMessage("Expecting exit status %d but it was: %s", code, actual);
        }
        return this;
    }

    /**
     * Verifies that a signal ended it. A program that catches the signal and then exits with 128 and its number, as a JVM
     * does, exited.
     *
     * @param signal the signal
     * @return this
     * @throws AssertionError if it exited or another signal ended it
     */
    public ExitStatusAssert wasEndedBy(Signal signal) {
        isNotNull();
        if (actual.signal().orElse(0) != signal.number()) {
            String caught = actual.code().orElse(-1) == 128 + signal.number()
                    ? ": it caught the signal and exited by itself, as a JVM does"
                    : "";
            failWithMessage("Expecting an end by SIG%s (%d) but it was: %s%s", signal, signal.number(), actual, caught);
        }
        return this;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.ProcessInfo;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Assertions;

/**
 * AssertJ's assertions and those on processes, for one static import:
 *
 * <pre>{@code
 * assertThat(daemon).isDetached().hasUmask(027).isListeningOn(8080);
 * assertThat(ProcessInfo.of(pid).orElseThrow()).hasNoControllingTerminal();
 * }</pre>
 */
@CheckReturnValue
public final class DaemonAssertions extends Assertions {

    private DaemonAssertions() {}

    /**
     * Assertions on any process.
     *
     * @param actual a look at it
     * @return the assertions
     */
    public static ProcessInfoAssert assertThat(ProcessInfo actual) {
        return new ProcessInfoAssert(actual, null);
    }

    /**
     * Assertions on a process of a test, as it is now. Their failures show its transcript.
     *
     * @param actual the process
     * @return the assertions
     */
    public static ProcessInfoAssert assertThat(ObservedProcess actual) {
        return new ProcessInfoAssert(actual.info(), actual.transcript());
    }

    /**
     * Assertions on how a child ended.
     *
     * @param actual its end
     * @return the assertions
     */
    public static ExitStatusAssert assertThat(ExitStatus actual) {
        return new ExitStatusAssert(actual);
    }

    /**
     * Assertions on what was said.
     *
     * @param actual the transcript
     * @return the assertions
     */
    public static TranscriptAssert assertThat(Transcript actual) {
        return new TranscriptAssert(actual);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.WaitStatus;
import java.time.Duration;

/** What happens while a daemon comes up. What a terminal shows of it is another matter: {@link TerminalView}. */
sealed interface StartEvent {

    /** The daemon has printed something. The array is used again. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Printed(byte[] bytes, int count) implements StartEvent {}

    /** It says how far it is. */
    record Said(String status) implements StartEvent {}

    /** The end of the start; after it there is a daemon that serves, or none. */
    sealed interface Outcome extends StartEvent {}

    /** It serves. */
    record Ready(String status) implements Outcome {}

    /** It has given up, and has ended. */
    record Failed(int exitStatus, String message, boolean killed) implements Outcome {}

    /** It has ended, and said nothing. */
    record Died(WaitStatus how) implements Outcome {}

    /** The one that it was to replace has ended, because it was stopped; so it has been ended, too. */
    record Unwanted(boolean killed) implements Outcome {}

    /** It was not ready in time, and has been ended. */
    record TimedOut(Duration after, String lastStatus, boolean killed) implements Outcome {}
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.Signal;
import java.util.OptionalInt;

/**
 * How a child ended, as {@code waitpid(2)} tells its parent: with an exit status, or by a signal. The two stay apart here
 * where a shell folds them into one number.
 *
 * @param waitStatus the status word as the kernel returned it
 */
public record ExitStatus(int waitStatus) {

    /** {@return the status given to {@code exit}, 0 to 255; empty if a signal ended the process} */
    public OptionalInt code() {
        return signalNumber() == 0 ? OptionalInt.of((waitStatus >> 8) & 0xff) : OptionalInt.empty();
    }

    /** {@return the number of the signal that ended the process; empty if it exited} */
    public OptionalInt signal() {
        return signalNumber() == 0 ? OptionalInt.empty() : OptionalInt.of(signalNumber());
    }

    /** {@return what a shell shows in {@code $?}: the exit status, or 128 and the signal's number} */
    public int shellCode() {
        return code().orElse(128 + signalNumber());
    }

    private int signalNumber() {
        return waitStatus & 0x7f;
    }

    /** {@return "exit status 3", or "ended by SIGTERM (15)"} */
    @Override
    public String toString() {
        return signalNumber() == 0
                ? "exit status " + shellCode()
                : "ended by SIG" + Signal.nameOf(signalNumber()) + " (" + signalNumber() + ")";
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

/** The signals a test sends, with Linux's numbers. */
public enum Signal {
    /** The terminal hung up; daemons reload on it. */
    HUP(1),
    /** Ctrl-C. */
    INT(2),
    /** Ctrl-backslash; a JVM prints its threads. */
    QUIT(3),
    /** Cannot be caught. */
    KILL(9),
    /** For the program's own use; a JVM that does not catch it ends. */
    USR1(10),
    /** Used by the JVM itself. */
    USR2(12),
    /** The polite request to end. */
    TERM(15),
    /** Goes on after a stop. */
    CONT(18),
    /** Stops; cannot be caught. */
    STOP(19),
    /** Ctrl-Z. */
    TSTP(20),
    /** A background process read from its terminal. */
    TTIN(21),
    /** A background process wrote to its terminal. */
    TTOU(22);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** {@return the signal's number} */
    public int number() {
        return number;
    }

    /** "SIGTERM (15)"; the number alone for a signal that is not named here. */
    static String describe(int number) {
        for (Signal signal : values()) {
            if (signal.number == number) {
                return "SIG" + signal + " (" + number + ")";
            }
        }
        return "signal " + number;
    }
}

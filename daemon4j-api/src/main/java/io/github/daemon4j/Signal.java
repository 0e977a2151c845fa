/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** The signals of {@code signal(7)} that programs send. Numbers are those of x86, ARM, RISC-V and most other Linux machines. */
public enum Signal {
    /** Hangup; to a daemon: read the configuration again. */
    HUP(1),
    /** Interrupt from the keyboard (Ctrl-C). */
    INT(2),
    /** Quit from the keyboard; a JVM prints its threads. */
    QUIT(3),
    /** Abort. */
    ABRT(6),
    /** Kill; cannot be caught. */
    KILL(9),
    /** For the program's own use. */
    USR1(10),
    /** For the program's own use. */
    USR2(12),
    /** A pipe nobody reads. */
    PIPE(13),
    /** A timer of {@code alarm(2)}. */
    ALRM(14),
    /** Please end. */
    TERM(15),
    /** A child ended or stopped. */
    CHLD(17),
    /** Go on, if stopped. */
    CONT(18),
    /** Stop; cannot be caught. */
    STOP(19),
    /** Stop from the keyboard (Ctrl-Z). */
    TSTP(20),
    /** A background job read from its terminal. */
    TTIN(21),
    /** A background job wrote to its terminal. */
    TTOU(22),
    /** The window changed its size. */
    WINCH(28);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /**
     * Returns the number.
     *
     * @return the number that {@code kill(2)} takes
     */
    public int number() {
        return number;
    }
}

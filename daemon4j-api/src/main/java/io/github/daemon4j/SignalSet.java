/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.Set;
import java.util.TreeSet;

/**
 * A set of signals, as {@code /proc/PID/status} writes it: bit {@code n-1} is signal {@code n}.
 *
 * @param bits the 64 bits
 */
public record SignalSet(long bits) {

    private static final String[] NAMES = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    /** No signal. */
    public static final SignalSet EMPTY = new SignalSet(0);

    /**
     * Returns whether a signal is in the set.
     *
     * @param number 1 to 64
     * @return {@code true} if it is; {@code false} for numbers that are no signal
     */
    public boolean contains(int number) {
        return number >= 1 && number <= 64 && (bits >>> (number - 1) & 1) != 0;
    }

    /**
     * Returns whether a signal is in the set.
     *
     * @param signal the signal
     * @return {@code true} if it is
     */
    public boolean contains(Signal signal) {
        return contains(signal.number());
    }

    /**
     * Returns whether the set has no signal.
     *
     * @return {@code true} if empty
     */
    public boolean isEmpty() {
        return bits == 0;
    }

    /**
     * Returns the numbers in the set.
     *
     * @return a new set in ascending order
     */
    public Set<Integer> numbers() {
        Set<Integer> numbers = new TreeSet<>();
        for (int n = 1; n <= 64; n++) {
            if (contains(n)) {
                numbers.add(n);
            }
        }
        return numbers;
    }

    /**
     * Returns the name of a signal.
     *
     * @param number 1 to 64
     * @return {@code HUP}, {@code TERM}, …; {@code RT32} and so on from 32; {@code SIG} and the number for others
     */
    public static String name(int number) {
        if (number >= 1 && number <= NAMES.length) {
            return NAMES[number - 1];
        }
        return (number >= 32 && number <= 64 ? "RT" : "SIG") + number;
    }

    /** Returns the names, separated by commas: {@code HUP,PIPE}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int n = 1; n <= 64; n++) {
            if (contains(n)) {
                text.append(text.length() == 0 ? "" : ",").append(name(n));
            }
        }
        return text.toString();
    }
}

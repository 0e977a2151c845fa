/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The standard signals of {@code signal(7)}. Numbers are those of x86, ARM, RISC-V and most other Linux machines. Real-time
 * signals have numbers only, 32 to 64: {@link Set} has them too.
 */
public enum Signal {
    /** Hangup; to a daemon: read the configuration again. */
    HUP(1),
    /** Interrupt from the keyboard (Ctrl-C). */
    INT(2),
    /** Quit from the keyboard; a JVM prints its threads. */
    QUIT(3),
    /** Illegal instruction. */
    ILL(4),
    /** A breakpoint. */
    TRAP(5),
    /** Abort. */
    ABRT(6),
    /** Access to memory that is not there, beyond the end of a mapped file for instance. */
    BUS(7),
    /** Arithmetic error. */
    FPE(8),
    /** Kill; cannot be caught. */
    KILL(9),
    /** For the program's own use. */
    USR1(10),
    /** Access to memory that is not mapped or not allowed. */
    SEGV(11),
    /** For the program's own use. */
    USR2(12),
    /** A pipe nobody reads. */
    PIPE(13),
    /** A timer of {@code alarm(2)}. */
    ALRM(14),
    /** Please end. */
    TERM(15),
    /** Stack fault of a coprocessor; unused. */
    STKFLT(16),
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
    /** Urgent data on a socket. */
    URG(23),
    /** The limit of processor time is exceeded. */
    XCPU(24),
    /** The limit of file size is exceeded. */
    XFSZ(25),
    /** A timer of processor time, {@code setitimer(2)}. */
    VTALRM(26),
    /** A timer for profiling, {@code setitimer(2)}. */
    PROF(27),
    /** The window changed its size. */
    WINCH(28),
    /** A descriptor is ready; also called {@code POLL}. */
    IO(29),
    /** Power is failing. */
    PWR(30),
    /** A system call that does not exist, or that seccomp forbids. */
    SYS(31);

    private static final int MOST = 64;
    /** The first of the real-time signals that the GNU C library leaves to programs. */
    private static final int RTMIN = 34;

    private static final Signal[] ALL = values();

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

    /**
     * Returns the standard signal of a number.
     *
     * @param number the number
     * @return the signal; empty for real-time signals, and for numbers that are no signal
     */
    public static Optional<Signal> of(int number) {
        return number >= 1 && number <= ALL.length ? Optional.of(ALL[number - 1]) : Optional.empty();
    }

    /**
     * Returns the name of a number, as {@code kill -l} prints it.
     *
     * @param number the number
     * @return {@code HUP}, {@code TERM}, …; {@code RTMIN}, {@code RTMIN+1} and so on from 34, counted as the GNU C library
     *     counts; the number itself for others
     */
    public static String nameOf(int number) {
        if (number >= RTMIN && number <= MOST) {
            return number == RTMIN ? "RTMIN" : "RTMIN+" + (number - RTMIN);
        }
        return number >= 1 && number <= ALL.length ? ALL[number - 1].name() : Integer.toString(number);
    }

    /**
     * A set of signals, as {@code /proc/PID/status} writes it: bit {@code n-1} is signal {@code n}.
     *
     * @param bits the 64 bits
     */
    public record Set(long bits) {

        /** No signal. */
        public static final Set EMPTY = new Set(0);

        /**
         * Makes a set.
         *
         * @param signals what is in it
         * @return the set
         */
        public static Set of(Signal... signals) {
            long bits = 0;
            for (Signal signal : signals) {
                bits |= 1L << (signal.number - 1);
            }
            return new Set(bits);
        }

        /**
         * Returns whether a signal is in the set.
         *
         * @param number 1 to 64
         * @return {@code true} if it is; {@code false} for numbers that are no signal
         */
        public boolean contains(int number) {
            return number >= 1 && number <= MOST && (bits >>> (number - 1) & 1) != 0;
        }

        /**
         * Returns whether a signal is in the set.
         *
         * @param signal the signal
         * @return {@code true} if it is
         */
        public boolean contains(Signal signal) {
            return contains(signal.number);
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
         * @return an unmodifiable set in ascending order
         */
        public SortedSet<Integer> numbers() {
            SortedSet<Integer> numbers = new TreeSet<>();
            for (int n = 1; n <= MOST; n++) {
                if (contains(n)) {
                    numbers.add(n);
                }
            }
            return Collections.unmodifiableSortedSet(numbers);
        }

        /** Returns the {@linkplain Signal#nameOf names}, separated by commas: {@code HUP,PIPE}. */
        @Override
        public String toString() {
            List<String> names = new ArrayList<>();
            for (int n : numbers()) {
                names.add(nameOf(n));
            }
            return String.join(",", names);
        }
    }
}

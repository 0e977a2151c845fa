/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** What the scheduler says of a process: the third field of {@code /proc/PID/stat}, see {@code proc(5)}. */
public enum ProcessState {
    /** Running, or ready to run. */
    RUNNING('R'),
    /** Sleeping, a signal wakes it. */
    SLEEPING('S'),
    /** Waiting for a device; no signal wakes it. */
    DISK_SLEEP('D'),
    /** Stopped by a signal (job control). */
    STOPPED('T'),
    /** Stopped by a debugger. */
    TRACED('t'),
    /** Has ended; its parent has not asked for its exit status yet. Or its main thread has ended, and others have not. */
    ZOMBIE('Z'),
    /** Ending; seen only in passing. */
    DEAD('X'),
    /** An idle kernel thread. */
    IDLE('I'),
    /** Parked: a kernel thread that is kept for later. */
    PARKED('P'),
    /** Waking, on Linux 2.6.33 to 3.13; paging, before 2.6. */
    WAKING('W'),
    /** Sleeping, and only a signal that kills wakes it, on Linux 2.6.33 to 3.13. */
    WAKE_KILL('K'),
    /** A state that this library does not know. */
    OTHER('?'),
    /** May not be read. */
    UNKNOWN('?');

    private final char letter;

    ProcessState(char letter) {
        this.letter = letter;
    }

    /**
     * Returns the letter {@code ps} shows.
     *
     * @return the kernel's letter; {@code '?'} for {@link #UNKNOWN} and {@link #OTHER}
     */
    public char letter() {
        return letter;
    }

    /**
     * Returns the state a letter stands for.
     *
     * @param letter the third field of {@code /proc/PID/stat}
     * @return the state; {@link #OTHER} for a letter not listed here
     */
    public static ProcessState of(char letter) {
        return switch (letter) {
            case 'R' -> RUNNING;
            case 'S' -> SLEEPING;
            case 'D' -> DISK_SLEEP;
            case 'T' -> STOPPED;
            case 't' -> TRACED;
            case 'Z' -> ZOMBIE;
            case 'X', 'x' -> DEAD;
            case 'I' -> IDLE;
            case 'P' -> PARKED;
            case 'W' -> WAKING;
            case 'K' -> WAKE_KILL;
            case '?' -> UNKNOWN;
            default -> OTHER;
        };
    }
}

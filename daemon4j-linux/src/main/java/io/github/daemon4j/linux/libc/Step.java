/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One call that a child makes before it executes the daemon, as data.
 *
 * @param tried what it is for, to be followed by "failed: EPERM"
 * @param function the function of the C library
 * @param arguments each an {@link Integer}, a {@link Long}, or an {@code int[]} or {@code long[]} for memory that holds it
 */
record Step(String tried, String function, List<Object> arguments) {

    static Step call(String tried, String function, Object... arguments) {
        return new Step(tried, function, List.of(arguments));
    }

    /** As it would be written: {@code setresuid(1, 1, 1)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(function).append('(');
        for (int i = 0; i < arguments.size(); i++) {
            Object argument = arguments.get(i);
            text.append(i == 0 ? "" : ", ");
            if (argument instanceof int[] words) {
                text.append(Arrays.toString(words));
            } else if (argument instanceof long[] words) {
                text.append(Arrays.toString(words));
            } else {
                text.append(argument);
            }
        }
        return text.append(')').toString();
    }

    /** The memory that steps in a {@link ChildProgram} read; to be closed when it has run. */
    static final class Laid implements AutoCloseable {

        private final List<Memory> memories = new ArrayList<>();

        /** Appends steps to a program. */
        ChildProgram append(List<Step> steps, ChildProgram program) {
            for (Step step : steps) {
                List<Object> arguments = new ArrayList<>();
                for (Object argument : step.arguments) {
                    arguments.add(pointerOrNumber(argument));
                }
                program.call(step.function, arguments.toArray());
            }
            return program;
        }

        private Object pointerOrNumber(Object argument) {
            Memory memory;
            if (argument instanceof int[] words) {
                if (words.length == 0) {
                    return 0L; // NULL
                }
                memory = new Memory(4L * words.length);
                memory.write(0, words, 0, words.length);
            } else if (argument instanceof long[] words) {
                memory = new Memory(8L * words.length);
                memory.write(0, words, 0, words.length);
            } else {
                return argument;
            }
            memories.add(memory);
            return memory;
        }

        @Override
        public void close() {
            for (Memory memory : memories) {
                memory.close();
            }
        }
    }
}

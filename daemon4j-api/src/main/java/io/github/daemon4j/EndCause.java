/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.StopSchedule;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a JVM is ending, as the stacks of its threads show while the shutdown hooks run: the thread that has called {@code
 * System.exit} stands in it, and so does the one that handles a signal.
 */
final class EndCause {

    /** How the JDK names the thread that runs a signal's handler: {@code SIGTERM handler}. */
    private static final String HANDLER = " handler";

    private EndCause() {}

    /**
     * The signals that ask for the end: those of a stop, and where a person or a manager has the process, any.
     *
     * @param schedule of a stop
     */
    static Set<String> asking(LaunchMode mode, StopSchedule schedule) {
        Set<String> asking = new HashSet<>();
        asking.add("SIGTERM");
        if (mode == LaunchMode.DETACHED) {
            for (StopSchedule.Step step : schedule.steps()) {
                asking.add("SIG" + step.signal());
            }
        } else {
            asking.add("SIGINT");
            asking.add("SIGHUP");
        }
        return asking;
    }

    /** Loads this class. */
    static void load() {}

    /**
     * Says it in words.
     *
     * @param asking the names of the signals that ask for the end
     * @return null if it was one of these
     */
    static @Nullable String unasked(Map<Thread, StackTraceElement[]> stacks, Set<String> asking) {
        for (Map.Entry<Thread, StackTraceElement[]> entry : stacks.entrySet()) {
            int exit = indexOfExit(entry.getValue());
            String thread = entry.getKey().getName();
            if (exit >= 0 && thread.startsWith("SIG") && thread.endsWith(HANDLER)) {
                String signal = thread.substring(0, thread.length() - HANDLER.length());
                return asking.contains(signal) ? null : "it was sent " + signal;
            }
            if (exit >= 0) {
                return "System.exit was called by " + caller(entry.getValue(), exit) + " in the thread \"" + thread
                        + "\"";
            }
        }
        return "its last thread that is no daemon thread has ended; let such a thread serve, or call Daemon.awaitStop()";
    }

    private static int indexOfExit(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            if (stack[i].getClassName().equals("java.lang.Runtime")
                    && stack[i].getMethodName().equals("exit")) {
                return i;
            }
            if (stack[i].getClassName().equals("java.lang.Terminator$1")) {
                return i;
            }
        }
        return -1;
    }

    private static String caller(StackTraceElement[] stack, int exit) {
        for (int i = exit + 1; i < stack.length; i++) {
            StackTraceElement frame = stack[i];
            if (!frame.getClassName().equals("java.lang.System")) {
                return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")";
            }
        }
        return "native code";
    }
}

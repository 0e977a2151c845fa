/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.lang.Thread.UncaughtExceptionHandler;

/**
 * Prints a refusal that the program does not catch as one line. That another one runs is an ordinary outcome, and a stack
 * trace says nothing of it; the JVM's exit status is 1 all the same.
 */
final class Refusals implements UncaughtExceptionHandler {

    private final DaemonException refusal;
    private final String name;
    private final UncaughtExceptionHandler otherwise;

    private Refusals(DaemonException refusal, String name, UncaughtExceptionHandler otherwise) {
        this.refusal = refusal;
        this.name = name;
        this.otherwise = otherwise;
    }

    /**
     * Has this exception printed as one line, should it end the calling thread.
     *
     * @param name what the line begins with
     */
    @SuppressWarnings("ReferenceEquality") // whether a thread has a handler of its own
    static void print(DaemonException refusal, String name) {
        Thread thread = Thread.currentThread();
        UncaughtExceptionHandler present = thread.getUncaughtExceptionHandler();
        if (present == thread.getThreadGroup() && Thread.getDefaultUncaughtExceptionHandler() == null) {
            thread.setUncaughtExceptionHandler(new Refusals(refusal, name, present));
        }
    }

    /** What starts a fat jar's main by reflection wraps what it throws. */
    @Override
    @SuppressWarnings("ReferenceEquality") // this very exception
    public void uncaughtException(Thread thread, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause == refusal) {
                System.err.println(name + ": " + refusal.getMessage());
                return;
            }
        }
        otherwise.uncaughtException(thread, thrown);
    }
}

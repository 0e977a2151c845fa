/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/**
 * Spring Boot's DevTools, which run {@code main} a second time in the same JVM, in a thread of their own and with classes
 * loaded anew, and again after each change. The thread that came first is ended by an exception of theirs.
 */
final class DevTools {

    private static final String PACKAGE = "org.springframework.boot.devtools.restart.";
    private static final String RESTART = PACKAGE + "RestartLauncher";
    private static final String END_OF_THREAD = PACKAGE + "SilentExitExceptionHandler$SilentExitException";

    private DevTools() {}

    /** Whether this thread runs {@code main} once more. */
    static boolean runMainAgain() {
        StackTraceElement[] stack = Thread.currentThread().getStackTrace();
        return stack.length > 0 && stack[stack.length - 1].getClassName().equals(RESTART);
    }

    /** Whether this ends only the thread: the server runs in the other one. */
    static boolean endThread(Throwable failure) {
        return failure.getClass().getName().equals(END_OF_THREAD);
    }
}

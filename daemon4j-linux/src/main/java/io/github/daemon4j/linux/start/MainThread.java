/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

/**
 * The launcher ends in the thread that calls, while those that main has started would go on. The thread of main is known by where
 * it began: its name is the program's to change, and its id is 1 on JDK 17 and 3 on JDK 25.
 */
public final class MainThread {

    private MainThread() {}

    /**
     * Returns if this is it.
     *
     * @throws IllegalStateException if this is another thread
     */
    public static void require() {
        Thread thread = Thread.currentThread();
        StackTraceElement[] stack = thread.getStackTrace();
        if (isBeginning(stack[stack.length - 1], thread.getClass())) {
            throw new IllegalStateException("Daemon.detach() was called by the thread \"" + thread.getName()
                    + "\": call it from main, before other threads are started, because the launcher ends in it");
        }
    }

    /** Whether a thread that Java has started begins here. The one that runs main was started by the launcher of the JDK. */
    private static boolean isBeginning(StackTraceElement first, Class<?> thread) {
        boolean found = false;
        for (Class<?> type = thread; type != null && !found; type = type.getSuperclass()) {
            found = type.getName().equals(first.getClassName());
        }
        return found && first.getMethodName().equals("run");
    }
}

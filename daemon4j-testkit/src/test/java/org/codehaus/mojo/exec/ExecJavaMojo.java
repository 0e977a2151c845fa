/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.codehaus.mojo.exec;

import java.util.Arrays;

/** As the goal of this name: runs the main class, its first argument, in a thread of its own of this JVM. */
public final class ExecJavaMojo {

    private ExecJavaMojo() {}

    public static void main(String[] args) throws InterruptedException {
        Thread thread = new Thread(() -> execute(args), args[0] + ".main()");
        thread.start();
        thread.join();
    }

    private static void execute(String[] args) {
        Object rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            var main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, rest);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

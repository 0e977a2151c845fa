/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import java.util.Arrays;

/** Runs a server of this package without daemon4j, for comparison. */
final class Plain {

    private Plain() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> server = Class.forName(Plain.class.getPackageName() + "." + arguments[0]);
        Object rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        AutoCloseable running = (AutoCloseable)
                server.getDeclaredMethod("serve", String[].class).invoke(null, rest);
        // In order, as a daemon ends: the next start of either kind pays for the end of the one before.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "closes"));
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}

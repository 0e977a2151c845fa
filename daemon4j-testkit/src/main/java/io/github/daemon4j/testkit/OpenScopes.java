/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends the processes of all open scopes when the test's JVM ends before they were closed, by Ctrl-C for example. */
final class OpenScopes {

    private static final Set<ProcessScope> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OpenScopes::killAll, "daemon4j-testkit clean-up"));
    }

    private OpenScopes() {}

    static void add(ProcessScope scope) {
        OPEN.add(scope);
    }

    static void remove(ProcessScope scope) {
        OPEN.remove(scope);
    }

    private static void killAll() {
        OPEN.forEach(ProcessScope::killAll);
    }
}

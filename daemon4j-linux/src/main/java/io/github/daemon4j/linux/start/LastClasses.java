/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.Classes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The classes that a launcher needs from the word of its daemon to its own exit. It waits for that word longer than it takes to
 * load them: to load them then costs nobody any time, and to load them afterwards whoever waits for the prompt.
 */
final class LastClasses {

    private static final String[] LAST = {
        "linux.wire.Frame",
        "linux.wire.Message$Ready",
        "linux.start.StartEvent$Ready",
        "linux.start.StartEvent$Printed",
        "spi.DetachResult$Launched",
        "spi.DetachResult$Serving"
    };

    /** From this release on {@code System.exit} asks a logger whether it is to be told: 300 classes. */
    private static final int LOGS_EXIT = 21;

    private static final String EXIT_LOGGER = "java.lang.Runtime";

    private LastClasses() {}

    static void load() {
        Classes.load(true, LAST);
        // What java.util.logging, which JNA has loaded, does at the exit: the first lambda of a class takes
        // milliseconds.
        new CopyOnWriteArrayList<>().removeAll(List.of());
        if (Runtime.version().feature() >= LOGS_EXIT) {
            try {
                System.getLogger(EXIT_LOGGER).isLoggable(System.Logger.Level.DEBUG);
            } catch (RuntimeException | Error brokenLogging) {
                return; // the exit will say so
            }
        }
    }
}

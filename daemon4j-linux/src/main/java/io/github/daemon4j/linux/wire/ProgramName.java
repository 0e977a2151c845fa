/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.DaemonOptions;

/** What messages begin with, of launcher and daemon alike. */
public final class ProgramName {

    private ProgramName() {}

    /** The name of the options; without one the jar or main class, as the user typed it. */
    public static String of(DaemonOptions options) {
        String name = options.name().orElse(null);
        if (name != null) {
            return name;
        }
        String command = System.getProperty("sun.java.command", "daemon");
        int space = command.indexOf(' ');
        String program = space < 0 ? command : command.substring(0, space);
        return program.substring(program.lastIndexOf('/') + 1);
    }
}

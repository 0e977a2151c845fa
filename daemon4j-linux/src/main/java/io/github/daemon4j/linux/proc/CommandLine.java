/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.util.ArrayList;
import java.util.List;

/** Splits what {@code execve(2)} was given: strings that each end in a zero byte. No input is an error. */
final class CommandLine {

    private CommandLine() {}

    /** An argument may be empty; a last one without its zero byte (a process wrote its title there) counts too. */
    static List<String> split(byte[] raw) {
        List<String> arguments = new ArrayList<>();
        Text text = new Text(raw);
        while (!text.atEnd()) {
            arguments.add(text.until('\0'));
        }
        return List.copyOf(arguments);
    }
}

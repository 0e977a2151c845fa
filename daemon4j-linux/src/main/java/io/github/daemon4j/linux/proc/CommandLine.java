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

    /**
     * An argument may be empty; a last one without its zero byte (a process wrote its title there) counts too. Nothing but
     * zero bytes is what an erased command line leaves; a single one is the empty argument that the kernel gives to whom
     * {@code execve(2)} gave none.
     */
    static List<String> split(byte[] raw) {
        if (raw.length > 1 && isErased(raw)) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>();
        Text text = new Text(raw);
        while (!text.atEnd()) {
            arguments.add(text.until('\0'));
        }
        return List.copyOf(arguments);
    }

    private static boolean isErased(byte[] raw) {
        for (byte b : raw) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}

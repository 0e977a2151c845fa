/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A block of NUL-terminated strings, as the kernel shows arguments in {@code /proc/PID/cmdline} and the environment in
 * {@code /proc/PID/environ}.
 *
 * <p>Strings may be empty and hold any byte but NUL, in no particular encoding. The arrays are the caller's to keep; they
 * must not be modified.
 */
public final class CommandLine {

    private final List<byte[]> strings;

    private CommandLine(List<byte[]> strings) {
        this.strings = strings;
    }

    /** Splits at each NUL. Only a last terminator is dropped: an empty string before it counts. */
    public static CommandLine parse(byte[] block) {
        List<byte[]> strings = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == 0) {
                strings.add(Arrays.copyOfRange(block, start, i));
                start = i + 1;
            }
        }
        // A process that wrote its own title over its arguments need not end it with NUL.
        if (start < block.length) {
            strings.add(Arrays.copyOfRange(block, start, block.length));
        }
        return new CommandLine(List.copyOf(strings));
    }

    public List<byte[]> strings() {
        return strings;
    }
}

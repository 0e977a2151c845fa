/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.List;

/**
 * What execve(2) is given.
 *
 * @param arguments argv, its first element included
 * @param environment {@code NAME=value} entries
 */
public record LaunchCommand(List<byte[]> arguments, List<byte[]> environment) {

    /** What one argument or one environment entry may hold (MAX_ARG_STRLEN without the final NUL). */
    private static final int STRING_LIMIT = 131_071;

    private static final int POINTER = 8;
    private static final long SPACE_AT_LEAST = 128L * 1024;
    private static final long SPACE_AT_MOST = 6L * 1024 * 1024;

    public LaunchCommand {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /**
     * The bytes execve(2) takes in arguments and environment together, their pointers included.
     *
     * @param stackLimit the soft RLIMIT_STACK in bytes, negative for unlimited
     */
    public static long argumentSpace(long stackLimit) {
        long quarter = stackLimit < 0 ? SPACE_AT_MOST : stackLimit / 4;
        return Math.max(SPACE_AT_LEAST, Math.min(SPACE_AT_MOST, quarter));
    }

    /** @throws LaunchRefusedException where execve(2) would fail with E2BIG */
    void requireFits(long argumentSpace) {
        long total = 0;
        for (byte[] argument : arguments) {
            requireFits(argument, "an argument of the daemon's JVM, '");
            total += argument.length + 1 + POINTER;
        }
        for (byte[] entry : environment) {
            requireFits(entry, "an entry of the daemon's environment, '");
            total += entry.length + 1 + POINTER;
        }
        if (total > argumentSpace) {
            throw new LaunchRefusedException(
                    "arguments and environment of the daemon's JVM are " + total + " bytes, the system takes "
                            + argumentSpace,
                    "put long options with absolute paths into an @argfile, or raise the stack limit (ulimit -s)");
        }
    }

    private static void requireFits(byte[] string, String what) {
        if (string.length > STRING_LIMIT) {
            throw new LaunchRefusedException(
                    what + ByteText.show(ByteText.of(string)) + "', is " + string.length + " bytes, the system takes "
                            + STRING_LIMIT,
                    "put it with absolute paths into an @argfile, or set DaemonOptions.keepWorkingDirectory()");
        }
    }
}

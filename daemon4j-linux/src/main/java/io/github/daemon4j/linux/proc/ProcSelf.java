/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.DaemonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this JVM was started with, as the kernel keeps it. */
public final class ProcSelf {

    private ProcSelf() {}

    /** The NUL-terminated strings of {@code /proc/self/cmdline} or {@code environ}. */
    public static List<byte[]> strings(String file) {
        try {
            return OwnProcess.strings(ProcFile.bytes("/proc/self/" + file));
        } catch (IOException failure) {
            throw notReadable(failure);
        }
    }

    /** Where {@code /proc/self/exe} or {@code cwd} leads. */
    public static String link(String name) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/" + name)).toString();
        } catch (IOException failure) {
            throw notReadable(failure);
        }
    }

    public static DaemonException notReadable(Exception failure) {
        return new DaemonException(
                "cannot read /proc/self (" + failure.getMessage() + "): without it a JVM does not know its own command"
                        + " line; mount the proc file system at /proc",
                failure);
    }
}

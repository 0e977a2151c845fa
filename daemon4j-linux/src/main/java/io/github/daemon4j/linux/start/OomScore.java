/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process's {@code oom_score_adj}, proc(5). */
final class OomScore {

    private static final String FILE = "/proc/self/oom_score_adj";

    private OomScore() {}

    /**
     * Sets it.
     *
     * @return what it was
     * @throws DaemonException if the kernel does not allow it
     */
    static String adjust(String value) {
        try {
            String before = Files.readString(Path.of(FILE)).trim();
            try (FileOutputStream out = new FileOutputStream(FILE)) {
                out.write(value.getBytes(StandardCharsets.US_ASCII));
            }
            return before;
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot set oom_score_adj to " + value + ": " + failure.getMessage()
                            + "; lowering it needs CAP_SYS_RESOURCE",
                    failure);
        }
    }

    /** Sets it again. That it cannot be is no reason to lose a daemon that was started. */
    static void restore(String before) {
        try {
            adjust(before);
        } catch (DaemonException failure) {
            System.err.println(failure.getMessage());
        }
    }
}

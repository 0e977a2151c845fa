/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Captured files, and directories that look like {@code /proc}. */
final class Fixtures {

    private Fixtures() {}

    /** A file captured on Linux 6.18. */
    static byte[] captured(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no fixture " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A stat line. */
    static String line(
            long pid,
            String name,
            char state,
            long parent,
            long group,
            long session,
            int tty,
            long foreground,
            long start) {
        return pid + " (" + name + ") " + state + " " + parent + " " + group + " " + session + " " + tty + " "
                + foreground
                + " 4194560 12103 0 4 0 83 8 0 0 20 0 " + (state == 'Z' ? 1 : 21) + " 0 " + start
                + " 2704502784 18452 18446744073709551615 1 1 1 0 0 0 0 2 16800973 0 0 0 17 1 0 0 0 0 0 1 1 1 1 1 1 1 0\n";
    }

    /** Puts a process into a directory that stands for {@code /proc}. */
    static Path process(Path proc, long pid, String statLine) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.write(directory.resolve("stat"), bytes(statLine));
        return directory;
    }
}

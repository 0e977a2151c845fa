/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads whole files below {@code /proc}, {@code /proc/sys} among them.
 *
 * <p>{@link Files#readString} and {@link Files#readAllBytes} must not: they read one byte first, because these files say
 * that they are empty, and the numbers below {@code /proc/sys} give nothing more to a second read ({@code proc_dointvec} of
 * kernel/sysctl.c). What is left of 4194304 is 4.
 */
public final class ProcFile {

    private ProcFile() {}

    /**
     * Reads a file whole.
     *
     * @param path the file, such as {@code /proc/sys/kernel/pid_max}
     * @throws java.nio.file.FileSystemException if it cannot be opened, by type: NoSuchFileException,
     *     AccessDeniedException, or another whose reason is strerror's
     * @throws IOException if it cannot be read: ESRCH if its process ended meanwhile
     */
    public static byte[] bytes(String path) throws IOException {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        }
    }

    /** The decimal number at the start of a file; -1 if there is none. */
    public static long number(String path) throws IOException {
        return new Text(bytes(path)).number();
    }

    /** java.io is faster, but tells only in words, in the user's language, what failed; java.nio tells by type. */
    static InputStream open(String path) throws IOException {
        try {
            return new FileInputStream(path);
        } catch (FileNotFoundException e) {
            return Files.newInputStream(Path.of(path));
        }
    }
}

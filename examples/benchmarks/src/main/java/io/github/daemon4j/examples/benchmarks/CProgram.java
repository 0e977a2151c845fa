/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A C file of this program, compiled by gcc. */
final class CProgram {

    private CProgram() {}

    /**
     * Compiles a file.
     *
     * @throws IOException if there is no gcc, or it refuses; the message says which
     */
    static Path compile(Path directory, String name, String... options) throws IOException, InterruptedException {
        Path source = directory.resolve(name + ".c");
        Path target = directory.resolve(name);
        try (InputStream in = CProgram.class.getResourceAsStream(name + ".c")) {
            if (in == null) {
                throw new IOException(name + ".c is not on the class path");
            }
            Files.copy(in, source);
        }
        ProcessBuilder gcc = new ProcessBuilder("gcc", "-O2", "-o", target.toString(), source.toString());
        gcc.command().addAll(List.of(options));
        int status = gcc.inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("gcc ended with status " + status);
        }
        return target;
    }
}

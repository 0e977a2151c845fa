/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Many sleeping processes, made and ended by one C program, which outlives nothing that made it. */
final class Sleepers implements AutoCloseable {

    private final Process spawner;
    private final int count;

    private Sleepers(Process spawner, int count) {
        this.spawner = spawner;
        this.count = count;
    }

    static Sleepers start(Path program, int asked) throws IOException {
        Process spawner = new ProcessBuilder(program.toString(), Integer.toString(asked))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String made = new BufferedReader(new InputStreamReader(spawner.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (made == null) {
            throw new IOException("the spawner of sleeping processes has died");
        }
        return new Sleepers(spawner, Integer.parseInt(made));
    }

    /** How many there are; fewer than asked for if the machine allows no more. */
    int count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        spawner.getOutputStream().close();
        try {
            spawner.waitFor();
        } catch (InterruptedException stop) {
            spawner.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

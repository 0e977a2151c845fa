/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that has ended, and what it printed.
 *
 * @param command its words
 * @param status its exit status
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
record Ran(List<String> command, int status, String out, String err) {

    private static final int TAIL = 600;

    /** Runs a command with nothing to read; a failure if it has not ended in time. */
    static Ran of(Duration deadline, String... command) {
        return of(deadline, Path.of("/dev/null"), List.of(command));
    }

    /** Runs a command that reads a file. Its output goes through files: a daemon that kept a pipe would be waited for. */
    static Ran of(Duration deadline, Path input, List<String> command) {
        try {
            Path out = Files.createTempFile("out", null);
            Path err = Files.createTempFile("err", null);
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(input.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!waitFor(process, deadline)) {
                    throw new AssertionError(command + " has not ended within " + deadline.toSeconds()
                            + " s. It printed: " + Files.readString(out) + Files.readString(err));
                }
                return new Ran(command, process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean waitFor(Process process, Duration deadline) {
        try {
            return process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Itself, if its status is 0. */
    Ran orFail() {
        if (status != 0) {
            throw new AssertionError(this);
        }
        return this;
    }

    /** What it printed last. */
    String tail() {
        String all = (out + err).strip();
        return all.substring(Math.max(0, all.length() - TAIL));
    }

    @Override
    public String toString() {
        return String.join(" ", command) + ": exit status " + status + "\n" + out + err;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark was called with.
 *
 * @param quick whether it is to show only that it works
 * @param count how often, or how many
 * @param plots files to draw into, named by {@code --plot FILE}
 * @param rest the other arguments
 */
record Arguments(boolean quick, int count, List<Path> plots, List<String> rest) {

    /** Parses {@code [--quick | option N] [--plot FILE] rest...}. */
    static Arguments parse(String[] args, String option, int usual, int quickly) {
        boolean quick = false;
        int count = usual;
        List<Path> plots = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--quick")) {
                quick = true;
                count = quickly;
            } else if (args[i].equals(option) && i + 1 < args.length) {
                count = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--plot") && i + 1 < args.length) {
                plots.add(Path.of(args[++i]));
            } else if (args[i].startsWith("--")) {
                throw new IllegalArgumentException("usage: [--quick | " + option + " N] ...; not " + args[i]);
            } else {
                rest.add(args[i]);
            }
        }
        return new Arguments(quick, count, plots, rest);
    }

    /** Writes what was drawn, if that was asked for. */
    void plot(String svg) throws IOException {
        for (Path file : plots) {
            Files.writeString(file, svg);
        }
    }

    List<String> restOr(String usual) {
        return rest.isEmpty() ? List.of(usual) : rest;
    }
}

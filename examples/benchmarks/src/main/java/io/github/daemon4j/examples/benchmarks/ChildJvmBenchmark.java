/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the testkit adds to a child JVM: the same command by {@link ProcessBuilder} and in a scope of its own, in turns, from
 * the call to the child's first line, to its end, and to the end of the clean-up.
 *
 * <p>{@code ChildJvmBenchmark [--quick | --pairs N]}
 */
public final class ChildJvmBenchmark {

    private ChildJvmBenchmark() {}

    /** The child: says a line, ends when its input does. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            System.out.println("up");
            while (System.in.read() >= 0) {
                // A test says when.
            }
        }
    }

    /** Milliseconds since the call. */
    private record Run(double firstLine, double end, double cleanedUp) {}

    /** Prints one table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int pairs = Arguments.parse(args, "--pairs", 51, 2).count();
        List<Run> plain = new ArrayList<>();
        List<Run> kit = new ArrayList<>();
        List<String> command = command();
        plain(command); // files and classes are in memory from here on
        kit();
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                plain.add(plain(command));
                kit.add(kit());
            } else {
                kit.add(kit());
                plain.add(plain(command));
            }
        }
        System.out.printf("%d pairs, medians [least-most] in ms%n", pairs);
        System.out.printf("| | ProcessBuilder | ChildJvm | difference |%n|---|---|---|---|%n");
        print("call to first line", plain, kit, Run::firstLine);
        print("call to end of child", plain, kit, Run::end);
        print("call to end of clean-up", plain, kit, Run::cleanedUp);
    }

    private static void print(
            String what, List<Run> plain, List<Run> kit, java.util.function.ToDoubleFunction<Run> measured) {
        double[] difference = new double[plain.size()];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = measured.applyAsDouble(kit.get(i)) - measured.applyAsDouble(plain.get(i));
        }
        System.out.printf(
                "| %s | %s | %s | %s |%n",
                what, Median.of(plain, measured), Median.of(kit, measured), Median.of(difference));
    }

    private static List<String> command() {
        try (ProcessScope scope = ProcessScope.open()) {
            return scope.jvm(Child.class).command();
        }
    }

    private static Run plain(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process child = new ProcessBuilder(command).start();
        BufferedReader out = child.inputReader();
        if (!"up".equals(out.readLine())) {
            throw new IllegalStateException("The child did not come up: " + command);
        }
        double firstLine = millisSince(start);
        child.getOutputStream().close();
        child.waitFor();
        double end = millisSince(start);
        return new Run(firstLine, end, end);
    }

    private static Run kit() {
        long start = System.nanoTime();
        double firstLine;
        double end;
        try (ProcessScope scope = ProcessScope.open()) {
            ChildJvm child = scope.jvm(Child.class).start();
            child.awaitLine("up");
            firstLine = millisSince(start);
            child.closeInput();
            child.awaitExit();
            end = millisSince(start);
        }
        return new Run(firstLine, end, millisSince(start));
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}

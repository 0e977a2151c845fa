/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a launch ever hangs: many launches from one JVM whose other threads allocate and have classes compiled, by
 * {@link Daemon#spawn} and, for comparison, by {@code fork()} from Java.
 *
 * <p>{@code SoakBenchmark [--quick | --launches N]}; a small heap ({@code -Xmx256m}) makes it harder.
 */
public final class SoakBenchmark {

    /** A launch takes milliseconds. */
    private static final int HANG_SECONDS = 30;

    private SoakBenchmark() {}

    /** Prints a row for each way. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int launches = Arguments.parse(args, "--launches", 1000, 20).count();
        System.out.printf("%nJDK %s, %d launches beside %s%n", Runtime.version(), launches, Churn.DESCRIPTION);
        System.out.println("| | came up | hung | median ms [least-most] | all in s |");
        System.out.println("|---|---|---|---|---|");
        try (Churn churn = Churn.start()) {
            print("Daemon.spawn", spawn(launches));
            print("fork() from Java through JNA, then execv", ForkFromJava.launch(launches));
            churn.requireAlive();
        }
    }

    private static void print(String way, Outcome outcome) {
        System.out.printf(
                "| %s | %d | %d | %s | %.1f |%n",
                way, outcome.cameUp(), outcome.hung(), outcome.millis(), outcome.seconds());
    }

    /**
     * What became of a number of launches.
     *
     * @param cameUp how many programs ran to their end
     * @param hung how many did not
     * @param millis how long a launch took that did not hang
     * @param seconds how long all took
     */
    record Outcome(long cameUp, int hung, Median millis, double seconds) {}

    /** Every daemon appends a line to a file, so that it is known to have run. A launch that hangs ends the loop. */
    private static Outcome spawn(int launches) throws IOException, InterruptedException {
        Path log = Files.createTempFile("daemon4j-soak", ".log");
        DaemonOptions options =
                DaemonOptions.builder().output(Redirect.appendTo(log)).build();
        ExecutorService launcher = Executors.newSingleThreadExecutor();
        double[] millis = new double[launches];
        int hung = 0;
        long begin = System.nanoTime();
        try {
            for (int i = 0; i < launches && hung == 0; i++) {
                long start = System.nanoTime();
                try {
                    launcher.submit(() -> Daemon.spawn(options, "/bin/echo", "up"))
                            .get(HANG_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException hangs) {
                    hung++;
                }
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Outcome(lines(log, launches), hung, Median.of(millis), seconds);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a launch failed", failure);
        } finally {
            launcher.shutdownNow();
            Files.delete(log);
        }
    }

    /** The last ones may still be on their way. */
    private static long lines(Path log, int expected) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HANG_SECONDS);
        long lines = 0;
        while (lines < expected && System.nanoTime() < deadline) {
            lines = Files.readAllLines(log).size();
        }
        return lines;
    }
}

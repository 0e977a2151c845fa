/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * What a start costs: the same server as a plain JVM and as a daemon, in turns, from the command to the first answer.
 *
 * <p>{@code StartupBenchmark [--quick | --pairs N] [JAVA_HOME...]}
 */
public final class StartupBenchmark {

    private static final OperatingSystemMXBean MACHINE = ManagementFactory.getOperatingSystemMXBean();

    private StartupBenchmark() {}

    /** Prints a table for each JDK: the one this runs with if none is named. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(args, "--pairs", 21, 2);
        for (String home : arguments.restOr(System.getProperty("java.home"))) {
            measure(home, arguments.count());
        }
    }

    private static void measure(String home, int pairs) throws IOException, InterruptedException {
        List<Start> plain = new ArrayList<>();
        List<Start> daemon = new ArrayList<>();
        Start.of(home, "plain"); // the files are in memory from here on
        Start.of(home, "daemon");
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                plain.add(Start.of(home, "plain"));
                daemon.add(Start.of(home, "daemon"));
            } else {
                daemon.add(Start.of(home, "daemon"));
                plain.add(Start.of(home, "plain"));
            }
        }
        print(home, plain, daemon);
        List<LauncherTrace> traces = new ArrayList<>();
        for (int i = 0; i < Math.max(1, pairs / 3); i++) {
            traces.add(LauncherTrace.of(home));
        }
        print(traces);
    }

    private static void print(String home, List<Start> plain, List<Start> daemon) {
        double[] typed = new double[plain.size()];
        double[] behind = new double[plain.size()];
        for (int i = 0; i < plain.size(); i++) {
            typed[i] = daemon.get(i).served() / plain.get(i).served();
            behind[i] = daemon.get(i).jvmToServed() - plain.get(i).jvmToServed();
        }
        System.out.printf(
                "%n%s, %d pairs, medians [least-most] in ms; load average %.1f of %d processors%n",
                home, plain.size(), MACHINE.getSystemLoadAverage(), MACHINE.getAvailableProcessors());
        System.out.printf("| | plain `java ... &` | daemon | |%n|---|---|---|---|%n");
        System.out.printf(
                "| command to first answer | %s | %s | %.2f times |%n",
                Median.of(plain, Start::served),
                Median.of(daemon, Start::served),
                Median.of(typed).value());
        System.out.printf(
                "| start of the serving JVM to first answer | %s | %s | %+.1f ms |%n",
                Median.of(plain, Start::jvmToServed),
                Median.of(daemon, Start::jvmToServed),
                Median.of(behind).value());
        System.out.printf(
                "| command to start of the serving JVM | %s | %s | |%n",
                Median.of(plain, Start::jvmStarted), Median.of(daemon, Start::jvmStarted));
        System.out.printf("| command to prompt | 0 | %s | |%n", Median.of(daemon, Start::returned));
    }

    private static void print(List<LauncherTrace> traces) {
        System.out.printf("%nThe launcher's time, from %d starts with -Xlog:class+load%n", traces.size());
        System.out.printf("| | ms |%n|---|---|%n");
        for (LauncherTrace.Part part : LauncherTrace.Part.values()) {
            System.out.printf("| %s | %s |%n", part.text, Median.of(traces, trace -> trace.millis(part)));
        }
    }
}

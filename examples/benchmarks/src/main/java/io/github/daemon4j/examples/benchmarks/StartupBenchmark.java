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
 * What a start costs: the same server as a plain JVM and as a daemon, in turns, from the command to the first answer.
 *
 * <p>{@code StartupBenchmark [--quick | --pairs N] [--plot FILE.svg] [JAVA_HOME...]}
 */
public final class StartupBenchmark {

    private final List<PartsPlot.Panel> panels = new ArrayList<>();

    private StartupBenchmark() {}

    /** Prints a table for each JDK: the one this runs with if none is named. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String load = Machine.load();
        System.out.println(load);
        Arguments arguments = Arguments.parse(args, "--pairs", 21, 2);
        StartupBenchmark benchmark = new StartupBenchmark();
        for (String home : arguments.restOr(System.getProperty("java.home"))) {
            benchmark.measure(home, arguments.count());
        }
        arguments.plot(PartsPlot.of(
                "What the start of the smallest server spends its time on",
                benchmark.panels,
                "medians of " + arguments.count() + " starts, and of " + traces(arguments.count())
                        + " that log their classes; " + load));
    }

    private void measure(String home, int pairs) throws IOException, InterruptedException {
        Path cache = Files.createTempDirectory("daemon4j-cache");
        List<Start> plain = new ArrayList<>();
        List<Start> daemon = new ArrayList<>();
        List<Start> cached = new ArrayList<>();
        Start.of(home, "plain"); // the files are in memory from here on
        Start.of(home, "daemon", cache);
        ServerStart.Making making = ServerStart.awaitArchive(cache);
        for (int i = 0; i < pairs; i++) {
            for (int j = 0; j < 3; j++) {
                switch ((i + j) % 3) {
                    case 0 -> plain.add(Start.of(home, "plain"));
                    case 1 -> daemon.add(Start.of(home, "daemon"));
                    default -> cached.add(Start.of(home, "daemon", cache));
                }
            }
        }
        print(home, plain, daemon, cached);
        System.out.printf("%nMaking the archive: %s%n", making);
        List<LauncherTrace> traces = new ArrayList<>();
        for (int i = 0; i < traces(pairs); i++) {
            traces.add(LauncherTrace.of(home));
        }
        print(traces);
        panels.add(panel("JDK " + Machine.feature(home), plain, traces));
        ServerStart.run(List.of("rm", "-rf", cache.toString()));
    }

    private static void print(String home, List<Start> plain, List<Start> daemon, List<Start> cached) {
        System.out.printf("%n%s, %d pairs, medians [least-most] in ms%n", home, plain.size());
        System.out.printf("| | plain `java ... &` | daemon | | with start cache | |%n|---|---|---|---|---|---|%n");
        System.out.printf(
                "| command to first answer | %s | %s | %.2f times | %s | %.2f times |%n",
                Median.of(plain, Start::served),
                Median.of(daemon, Start::served),
                times(daemon, plain),
                Median.of(cached, Start::served),
                times(cached, plain));
        System.out.printf(
                "| start of the serving JVM to first answer | %s | %s | %+.1f ms | %s | %+.1f ms |%n",
                Median.of(plain, Start::jvmToServed),
                Median.of(daemon, Start::jvmToServed),
                behind(daemon, plain),
                Median.of(cached, Start::jvmToServed),
                behind(cached, plain));
        System.out.printf(
                "| command to start of the serving JVM | %s | %s | | %s | |%n",
                Median.of(plain, Start::jvmStarted),
                Median.of(daemon, Start::jvmStarted),
                Median.of(cached, Start::jvmStarted));
        System.out.printf(
                "| command to prompt | 0 | %s | | %s | |%n",
                Median.of(daemon, Start::returned), Median.of(cached, Start::returned));
    }

    private static double times(List<Start> some, List<Start> plain) {
        double[] times = new double[plain.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = some.get(i).served() / plain.get(i).served();
        }
        return Median.of(times).value();
    }

    private static double behind(List<Start> some, List<Start> plain) {
        double[] behind = new double[plain.size()];
        for (int i = 0; i < behind.length; i++) {
            behind[i] = some.get(i).jvmToServed() - plain.get(i).jvmToServed();
        }
        return Median.of(behind).value();
    }

    private static void print(List<LauncherTrace> traces) {
        System.out.printf("%nThe launcher's time, from %d starts with -Xlog:class+load,os+thread%n", traces.size());
        System.out.printf("| | ms |%n|---|---|%n");
        for (LauncherTrace.Part part : LauncherTrace.Part.values()) {
            System.out.printf("| %s | %s |%n", part.text, Median.of(traces, trace -> trace.millis(part)));
        }
    }

    private static int traces(int pairs) {
        return Math.max(1, pairs / 3);
    }

    private static PartsPlot.Panel panel(String title, List<Start> plain, List<LauncherTrace> traces) {
        List<PartsPlot.Part> parts = new ArrayList<>();
        for (LauncherTrace.Part part : LauncherTrace.Part.values()) {
            int series = part == LauncherTrace.Part.WAIT ? 2 : 1; // then it is the daemon that works
            parts.add(new PartsPlot.Part(part.text, series, Median.of(traces, trace -> trace.millis(part))));
        }
        PartsPlot.Part whole =
                new PartsPlot.Part("without daemon4j: command to first answer", 0, Median.of(plain, Start::served));
        return new PartsPlot.Panel(title, whole, parts);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a start of a real server costs: plain, as a daemon, as a daemon with a start cache, in turns, from the command to the first
 * served request; and what it costs to make the cache.
 *
 * <p>{@code ServerBenchmark [--quick | --pairs N] [--plot FILE.svg] [--jdk JAVA_HOME]... SERVER.properties...}; see {@link ServerSpec}.
 */
public final class ServerBenchmark {

    private final List<BarPlot.Group> groups = new ArrayList<>();

    private ServerBenchmark() {}

    /** Prints a row for each JDK and server. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String load = Machine.load();
        List<String> homes = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--jdk")) {
                homes.add(args[++i]);
            } else {
                rest.add(args[i]);
            }
        }
        Arguments arguments = Arguments.parse(rest.toArray(new String[0]), "--pairs", 21, 2);
        if (homes.isEmpty()) {
            homes.add(System.getProperty("java.home"));
        }
        ServerBenchmark benchmark = new ServerBenchmark();
        printHead(arguments.count(), load);
        for (String file : arguments.rest()) {
            ServerSpec spec = ServerSpec.read(Path.of(file));
            for (String home : homes) {
                if (spec.runsOn(Machine.feature(home))) {
                    benchmark.measure(spec, home, arguments.count());
                }
            }
        }
        arguments.plot(BarPlot.of(
                "Command to first served request, plain, as a daemon, and with a start cache",
                benchmark.groups,
                "milliseconds, medians of " + arguments.count() + " starts; " + load));
    }

    private static void printHead(int rounds, String load) {
        System.out.printf(
                "%nCommand to first served request, ms, medians [least-most] of %d rounds in turns; %s%n",
                rounds, load);
        System.out.println(
                "| | plain `&` | daemon | times plain | with start cache | times plain | SIGTERM to end: daemon,"
                        + " with cache | making the cache |");
        System.out.println("|---|---|---|---|---|---|---|---|");
    }

    private void measure(ServerSpec spec, String home, int rounds) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("daemon4j-server");
        Path directory = work.resolve("run");
        Path cache = Files.createDirectory(work.resolve("cache"));
        ServerStart.of(spec, ServerStart.Kind.PLAIN, home, directory, cache); // the files are in memory from here on
        ServerStart.of(spec, ServerStart.Kind.CACHED, home, directory, cache);
        ServerStart.Making making = ServerStart.awaitArchive(cache);
        Map<ServerStart.Kind, List<ServerStart>> starts = new EnumMap<>(ServerStart.Kind.class);
        for (ServerStart.Kind kind : ServerStart.Kind.values()) {
            starts.put(kind, new ArrayList<>());
        }
        for (int i = 0; i < rounds; i++) {
            for (int j = 0; j < starts.size(); j++) {
                ServerStart.Kind kind = ServerStart.Kind.values()[(i + j) % starts.size()];
                starts.get(kind).add(ServerStart.of(spec, kind, home, directory, cache));
            }
        }
        String title = spec.name() + ", JDK " + Machine.feature(home);
        print(title, starts, making);
        groups.add(new BarPlot.Group(title, bars(starts)));
        ServerStart.run(List.of("rm", "-rf", work.toString()));
    }

    private static void print(
            String title, Map<ServerStart.Kind, List<ServerStart>> starts, ServerStart.Making making) {
        List<ServerStart> daemon = starts.get(ServerStart.Kind.DAEMON);
        List<ServerStart> cached = starts.get(ServerStart.Kind.CACHED);
        System.out.printf(
                "| %s | %s | %s | %.2f | %s | %.2f | %.0f, %.0f | %s |%n",
                title,
                Median.of(starts.get(ServerStart.Kind.PLAIN), ServerStart::served),
                Median.of(daemon, ServerStart::served),
                ratio(daemon, starts.get(ServerStart.Kind.PLAIN)),
                Median.of(cached, ServerStart::served),
                ratio(cached, starts.get(ServerStart.Kind.PLAIN)),
                Median.of(daemon, ServerStart::stopped).value(),
                Median.of(cached, ServerStart::stopped).value(),
                making);
    }

    private static double ratio(List<ServerStart> some, List<ServerStart> plain) {
        double[] ratios = new double[some.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = some.get(i).served() / plain.get(i).served();
        }
        return Median.of(ratios).value();
    }

    private static List<BarPlot.Bar> bars(Map<ServerStart.Kind, List<ServerStart>> starts) {
        List<BarPlot.Bar> bars = new ArrayList<>();
        starts.forEach((kind, all) -> bars.add(new BarPlot.Bar(kind.text, Median.of(all, ServerStart::served))));
        return bars;
    }
}

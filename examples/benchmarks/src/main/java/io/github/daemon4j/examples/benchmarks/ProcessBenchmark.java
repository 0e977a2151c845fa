/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.github.daemon4j.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What process facts cost: a snapshot of all processes, as C reads it, as daemon4j, the JDK and OSHI do, in turns in one JVM.
 *
 * <p>C reads with one thread; daemon4j with the common pool, as its users get it, and with one thread.
 *
 * <p>{@code ProcessBenchmark [--quick | --rounds N] [--plot FILE.svg] [PROCESSES...]}; needs gcc.
 */
public final class ProcessBenchmark {

    /** From here on half the rounds will do; and a user name costs OSHI milliseconds a process. */
    private static final int MANY = 3000;

    private final LinePlot plot = new LinePlot("Milliseconds for a snapshot of all processes", "processes");

    private ProcessBenchmark() {}

    /** Prints a table for each number of processes. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String load = Machine.load();
        Arguments arguments = Arguments.parse(args, "--rounds", 15, 2);
        Path directory = Files.createTempDirectory("daemon4j-processes");
        try {
            Path spawner = CProgram.compile(directory, "sleepers");
            Path library = CProgram.compile(directory, "snapshot", "-shared", "-fPIC");
            Function c = NativeLibrary.getInstance(library.toString()).getFunction("snapshot");
            List<String> sizes = arguments.rest();
            if (sizes.isEmpty()) {
                sizes = arguments.quick() ? List.of("50") : List.of("1000", "5000");
            }
            ProcessBenchmark benchmark = new ProcessBenchmark();
            for (String size : sizes) {
                try (Sleepers sleepers = Sleepers.start(spawner, Integer.parseInt(size))) {
                    benchmark.snapshots(c, sleepers.count(), arguments);
                }
            }
            arguments.plot(benchmark.plot.svg("JDK " + Runtime.version().feature() + ", medians of "
                    + rounds(MANY, arguments) + " to " + arguments.count() + " rounds; " + load));
            lookUp(arguments.quick() ? 100 : 20_000);
        } finally {
            delete(directory);
        }
    }

    private void snapshots(Function c, int made, Arguments arguments) {
        long processes = Snapshots.c(c, 0);
        int rounds = rounds(processes, arguments);
        System.out.printf(
                "%nJDK %s, %d processors, %d processes (%d made for this), %d rounds, medians [least-most]%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), processes, made, rounds);
        List<SnapshotWay> ofStat = SnapshotWay.ofStat(c);
        compare(rounds, ofStat);
        for (SnapshotWay way : ofStat) {
            plot.add(way.name(), processes, Median.of(way.millis(), value -> value));
        }
        compare(rounds, SnapshotWay.ofPs(c));
        if (processes < MANY) {
            long start = System.nanoTime();
            Snapshots.oshi(true);
            System.out.printf("| OSHI with user names, once | %.0f |%n", (System.nanoTime() - start) / 1e6);
        }
    }

    private static int rounds(long processes, Arguments arguments) {
        return processes < MANY ? arguments.count() : Math.max(2, arguments.count() / 2);
    }

    private static void compare(int rounds, List<SnapshotWay> ways) {
        for (int i = 0; i < rounds; i++) { // warm
            ways.forEach(way -> way.snapshot().getAsLong());
        }
        for (int i = 0; i < rounds; i++) {
            ways.forEach(SnapshotWay::measure);
        }
        System.out.println("| | ms | times C | us a process | bytes allocated a process |");
        System.out.println("|---|---|---|---|---|");
        SnapshotWay first = ways.get(0);
        for (SnapshotWay way : ways) {
            double[] ratios = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                ratios[i] = way.millis().get(i) / first.millis().get(i);
            }
            Median millis = Median.of(way.millis(), value -> value);
            System.out.printf(
                    "| %s | %s | %.2f | %.1f | %.0f |%n",
                    way.name(),
                    millis,
                    Median.of(ratios).value(),
                    millis.value() * 1000 / first.snapshot().getAsLong(),
                    Median.of(way.bytes(), value -> value).value());
        }
    }

    private static void lookUp(int times) {
        long pid = ProcessHandle.current().pid();
        LongSupplier daemon4j = () -> ProcessInfo.of(pid).orElseThrow().parentPid();
        LongSupplier jdk = () -> Snapshots.touch(ProcessHandle.of(pid).orElseThrow());
        double[] ours = new double[5];
        double[] theirs = new double[5];
        for (int i = 0; i < ours.length; i++) {
            ours[i] = micros(daemon4j, times);
            theirs[i] = micros(jdk, times);
        }
        System.out.printf("%nOne look-up, us, median [least-most] of %d passes of %d%n", ours.length, times);
        System.out.printf("| | us |%n|---|---|%n");
        System.out.printf("| ProcessInfo.of(pid) | %s |%n", Median.of(ours));
        System.out.printf("| ProcessHandle.of(pid).info() | %s |%n", Median.of(theirs));
    }

    private static double micros(LongSupplier lookUp, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Snapshots.keep(lookUp.getAsLong());
        }
        return (System.nanoTime() - start) / 1e3 / times;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

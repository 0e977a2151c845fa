/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.management.ThreadMXBean;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * What process facts cost: a snapshot of all processes, as C reads it, as daemon4j, the JDK and OSHI do, in turns in one JVM.
 *
 * <p>C reads with one thread; daemon4j with the common pool, as its users get it, and with one thread.
 *
 * <p>{@code ProcessBenchmark [--quick | --rounds N] [PROCESSES...]}; needs gcc.
 */
public final class ProcessBenchmark {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ForkJoinPool ONE_THREAD = new ForkJoinPool(1);
    private static final OperatingSystem OSHI = new SystemInfo().getOperatingSystem();

    /** A way to take a snapshot; answers how many processes there were. */
    private record Way(String name, LongSupplier snapshot, List<Double> millis, List<Double> bytes) {
        Way(String name, LongSupplier snapshot) {
            this(name, snapshot, new ArrayList<>(), new ArrayList<>());
        }
    }

    /** A user name costs OSHI milliseconds a process. */
    private static final int OSHI_USERS_MOST = 3000;

    /** Where what is read goes, so that nothing is left out. */
    private static long sink;

    private ProcessBenchmark() {}

    /** Prints a table for each number of processes. */
    public static void main(String[] args) throws IOException, InterruptedException {
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
            for (String size : sizes) {
                try (Sleepers sleepers = Sleepers.start(spawner, Integer.parseInt(size))) {
                    snapshots(c, sleepers.count(), arguments);
                }
            }
            lookUp(arguments.quick() ? 100 : 20_000);
        } finally {
            delete(directory);
        }
    }

    private static void snapshots(Function c, int made, Arguments arguments) {
        long processes = c(c, 0);
        int rounds = processes > 3000 ? Math.max(2, arguments.count() / 2) : arguments.count();
        System.out.printf(
                "%nJDK %s, %d processors, %d processes (%d made for this), %d rounds, medians [least-most]%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), processes, made, rounds);
        compare(rounds, ways(c));
        compare(rounds, waysOfPs(c));
        if (processes < OSHI_USERS_MOST) {
            long start = System.nanoTime();
            oshi(true);
            System.out.printf("| OSHI with user names, once | %.0f |%n", (System.nanoTime() - start) / 1e6);
        }
    }

    private static List<Way> ways(Function c) {
        return List.of(
                new Way("C: stat", () -> c(c, 0)),
                new Way("daemon4j: stat", ProcessBenchmark::daemon4j),
                new Way("daemon4j: stat, one thread", onOneThread(ProcessBenchmark::daemon4j)),
                new Way("JDK: allProcesses() and info()", ProcessBenchmark::jdk),
                new Way("OSHI: getProcesses(), no user names", () -> oshi(false)));
    }

    private static List<Way> waysOfPs(Function c) {
        return List.of(
                new Way("C: stat, uid, cmdline", () -> c(c, 1)),
                new Way("daemon4j: stat, owner, cmdline, with user names", ProcessBenchmark::daemon4jLikePs),
                new Way(
                        "daemon4j: stat, owner, cmdline, with user names, one thread",
                        onOneThread(ProcessBenchmark::daemon4jLikePs)));
    }

    /** A parallel stream stays in the pool of the thread that begins it. */
    private static LongSupplier onOneThread(LongSupplier snapshot) {
        return () -> ONE_THREAD.submit(snapshot::getAsLong).join();
    }

    private static void compare(int rounds, List<Way> ways) {
        for (int i = 0; i < rounds; i++) { // warm
            ways.forEach(way -> sink += way.snapshot.getAsLong());
        }
        for (int i = 0; i < rounds; i++) {
            ways.forEach(ProcessBenchmark::measure);
        }
        System.out.println("| | ms | times C | us a process | bytes allocated a process |");
        System.out.println("|---|---|---|---|---|");
        Way first = ways.get(0);
        for (Way way : ways) {
            double[] ratios = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                ratios[i] = way.millis.get(i) / first.millis.get(i);
            }
            Median millis = Median.of(way.millis, value -> value);
            System.out.printf(
                    "| %s | %s | %.2f | %.1f | %.0f |%n",
                    way.name,
                    millis,
                    Median.of(ratios).value(),
                    millis.value() * 1000 / first.snapshot.getAsLong(),
                    Median.of(way.bytes, value -> value).value());
        }
    }

    private static void measure(Way way) {
        long allocated = allocated();
        long start = System.nanoTime();
        long processes = way.snapshot.getAsLong();
        way.millis.add((System.nanoTime() - start) / 1e6);
        way.bytes.add((allocated() - allocated) / (double) processes);
    }

    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static long c(Function snapshot, int likePs) {
        try (Memory sum = new Memory(8)) {
            int processes = snapshot.invokeInt(new Object[] {likePs, sum});
            sink += sum.getLong(0);
            return processes;
        }
    }

    private static long daemon4j() {
        ProcessTable table = ProcessTable.snapshot();
        for (ProcessInfo process : table.all()) {
            sink += process.parentPid() + cpuNanos(process) + process.sessionId();
        }
        return table.size();
    }

    private static long daemon4jLikePs() {
        ProcessTable table = ProcessTable.snapshot(ProcessFile.OWNER, ProcessFile.COMMAND_LINE);
        for (ProcessInfo process : table.all()) {
            sink += process.parentPid() + cpuNanos(process);
            sink += process.user().orElse("").length()
                    + process.commandLine().orElse(List.of()).size();
        }
        return table.size();
    }

    private static long cpuNanos(ProcessInfo process) {
        return process.cpuTime().orElse(Duration.ZERO).toNanos();
    }

    private static long jdk() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            long[] count = new long[1];
            all.forEach(process -> {
                touch(process); // not map and count: that would touch none
                count[0]++;
            });
            return count[0];
        }
    }

    private static long touch(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        sink += info.command().map(String::length).orElse(0)
                + info.startInstant().map(Instant::toEpochMilli).orElse(0L)
                + info.totalCpuDuration().map(Duration::toMillis).orElse(0L)
                + info.user().map(String::length).orElse(0);
        return process.pid();
    }

    private static long oshi(boolean users) {
        List<OSProcess> processes = OSHI.getProcesses();
        for (OSProcess process : processes) {
            sink += process.getParentProcessID() + process.getUserTime() + process.getStartTime();
            sink += users ? process.getUser().length() : 0;
        }
        return processes.size();
    }

    private static void lookUp(int times) {
        long pid = ProcessHandle.current().pid();
        LongSupplier daemon4j = () -> ProcessInfo.of(pid).orElseThrow().parentPid();
        LongSupplier jdk = () -> touch(ProcessHandle.of(pid).orElseThrow());
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
            sink += lookUp.getAsLong();
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

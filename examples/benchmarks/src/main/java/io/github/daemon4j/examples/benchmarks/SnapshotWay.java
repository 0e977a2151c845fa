/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import com.sun.jna.Function;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;

/** A way to take a snapshot, and what it has cost each time it was measured. */
record SnapshotWay(String name, LongSupplier snapshot, List<Double> millis, List<Double> bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ForkJoinPool ONE_THREAD = new ForkJoinPool(1);

    private SnapshotWay(String name, LongSupplier snapshot) {
        this(name, snapshot, new ArrayList<>(), new ArrayList<>());
    }

    /** With the numbers of stat alone; {@code c} is what the others are compared with. */
    static List<SnapshotWay> ofStat(Function c) {
        return List.of(
                new SnapshotWay("C: stat", () -> Snapshots.c(c, 0)),
                new SnapshotWay("daemon4j: stat", Snapshots::daemon4j),
                new SnapshotWay("daemon4j: stat, one thread", onOneThread(Snapshots::daemon4j)),
                new SnapshotWay("JDK: allProcesses() and info()", Snapshots::jdk),
                new SnapshotWay("OSHI: getProcesses(), no user names", () -> Snapshots.oshi(false)));
    }

    /** With what ps shows. */
    static List<SnapshotWay> ofPs(Function c) {
        return List.of(
                new SnapshotWay("C: stat, uid, cmdline", () -> Snapshots.c(c, 1)),
                new SnapshotWay("daemon4j: stat, owner, cmdline, with user names", Snapshots::daemon4jLikePs),
                new SnapshotWay(
                        "daemon4j: stat, owner, cmdline, with user names, one thread",
                        onOneThread(Snapshots::daemon4jLikePs)));
    }

    /** A parallel stream stays in the pool of the thread that begins it. */
    private static LongSupplier onOneThread(LongSupplier snapshot) {
        return () -> ONE_THREAD.submit(snapshot::getAsLong).join();
    }

    void measure() {
        long allocated = allocated();
        long start = System.nanoTime();
        long processes = snapshot.getAsLong();
        millis.add((System.nanoTime() - start) / 1e6);
        bytes.add((allocated() - allocated) / (double) processes);
    }

    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Snapshots of all processes, by different libraries; each answers how many processes there were. */
final class Snapshots {

    private static final OperatingSystem OSHI = new SystemInfo().getOperatingSystem();

    /** Where what is read goes, so that nothing is left out. */
    private static long sink;

    private Snapshots() {}

    static void keep(long read) {
        sink += read;
    }

    static long c(Function snapshot, int likePs) {
        try (Memory sum = new Memory(8)) {
            int processes = snapshot.invokeInt(new Object[] {likePs, sum});
            sink += sum.getLong(0);
            return processes;
        }
    }

    static long daemon4j() {
        ProcessTable table = ProcessTable.snapshot();
        for (ProcessInfo process : table.all()) {
            sink += process.parentPid() + cpuNanos(process) + process.sessionId();
        }
        return table.size();
    }

    static long daemon4jLikePs() {
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

    static long jdk() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            long[] count = new long[1];
            all.forEach(process -> {
                touch(process); // not map and count: that would touch none
                count[0]++;
            });
            return count[0];
        }
    }

    static long touch(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        sink += info.command().map(String::length).orElse(0)
                + info.startInstant().map(Instant::toEpochMilli).orElse(0L)
                + info.totalCpuDuration().map(Duration::toMillis).orElse(0L)
                + info.user().map(String::length).orElse(0);
        return process.pid();
    }

    static long oshi(boolean users) {
        List<OSProcess> processes = OSHI.getProcesses();
        for (OSProcess process : processes) {
            sink += process.getParentProcessID() + process.getUserTime() + process.getStartTime();
            sink += users ? process.getUser().length() : 0;
        }
        return processes.size();
    }
}

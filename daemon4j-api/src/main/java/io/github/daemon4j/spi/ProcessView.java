/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One process as a platform sees it. {@link ProcessInfo} shows it to users: methods without a comment mean what those of the
 * same name mean there. Immutable as seen from outside and safe for use by many threads.
 */
public interface ProcessView {

    long pid();

    long parentPid();

    long processGroupId();

    long sessionId();

    long foregroundProcessGroupId();

    Fact<ProcessInfo.Terminal> terminal();

    ProcessInfo.State state();

    String command();

    byte[] rawCommand();

    int threads();

    long residentBytes();

    long virtualBytes();

    Fact<Integer> nice();

    long startTicks();

    Fact<Instant> startTime();

    Fact<String> bootId();

    Fact<Duration> cpuTime();

    Fact<Duration> userTime();

    Fact<Duration> systemTime();

    Fact<Long> effectiveUid();

    Fact<Long> effectiveGid();

    Fact<String> user();

    Fact<String> group();

    Fact<? extends StatusFields> status();

    Fact<List<String>> commandLine();

    Fact<byte[]> rawCommandLine();

    Fact<Map<String, String>> environment();

    Fact<Path> executable();

    Fact<Boolean> isExecutableDeleted();

    Fact<Path> workingDirectory();

    Fact<Path> root();

    /** In ascending order. */
    Fact<List<DescriptorEntry>> descriptors();

    /** Those among {@link #descriptors}, by the tables of its network namespace as they are now. */
    Fact<List<InetSocketAddress>> listening();

    Fact<List<ProcessInfo.Cgroup>> cgroups();

    Fact<String> cgroup();

    Fact<String> systemdUnit();

    Fact<Map<String, Long>> namespaces();

    Fact<List<ProcessInfo.ResourceLimit>> limits();

    /** The numbers of {@code /proc/PID/io} by their names there. */
    Fact<Map<String, Long>> io();

    /** The numbers of {@code /proc/PID/smaps_rollup} by their names there, in kilobytes. */
    Fact<Map<String, Long>> memory();

    Fact<Integer> oomScore();

    Fact<Integer> oomScoreAdjust();

    Fact<List<Long>> threadIds();

    /**
     * Decides what the process is to its terminal. Once: later calls return the same.
     *
     * @param table finds the other processes of the table this one was read with; {@code null} if they are to be read now
     */
    RoleFinding role(@Nullable LongFunction<@Nullable ProcessView> table);

    /** Its parent as it is now. */
    Optional<ProcessView> parent();

    boolean isAlive();

    boolean signal(Signal signal);

    /**
     * Waits for the end.
     *
     * @param whenEnded what the future completes with
     */
    <T> CompletableFuture<T> onExit(T whenEnded);
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessFile;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.Signal;
import io.github.daemon4j.spi.ProcessBackend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Processes as {@code /proc} shows them. */
public final class ProcBackend implements ProcessBackend {

    /** From this many processes on a snapshot uses the common pool: it becomes faster, and its entries closer in time. */
    private static final int PARALLEL = 256;

    private final ProcFiles files;
    private final Terminals terminals;
    private final BootClock clock;
    private final Names names;
    private final LiveRelatives live = new LiveRelatives(this);
    private volatile @Nullable String bootId;

    /** Reads the {@code /proc} of this process. */
    public ProcBackend() {
        this("/proc", "/dev");
    }

    /** Reads another mount, or a captured copy. */
    ProcBackend(String proc, String devices) {
        files = new ProcFiles(proc);
        terminals = new Terminals(files, devices);
        clock = new BootClock(files);
        names = new Names(proc);
    }

    @Override
    public Optional<ProcessInfo> find(long pid) {
        if (pid <= 0 || pid > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Stat stat = files.stat(pid);
        if (stat == null && isHidden(pid)) {
            return Optional.of(process(Stat.denied(pid)));
        }
        return stat == null || isThread(stat) ? Optional.empty() : Optional.of(process(stat));
    }

    @Override
    public ProcessInfo current() {
        Optional<ProcessInfo> self = find(files.self());
        if (self.isEmpty()) {
            files.requireMounted();
            throw new IllegalStateException("Cannot read this very process below /proc: is /proc mounted for this pid"
                    + " namespace (mount -t proc)?");
        }
        return self.get();
    }

    @Override
    public ProcessTable snapshot(ProcessFile... alsoRead) {
        TableRelatives relatives = new TableRelatives();
        long[] pids = files.pids();
        @Nullable LinuxProcess[] entries = new @Nullable LinuxProcess[pids.length];
        IntStream indices = IntStream.range(0, pids.length);
        // The kernel's work for one process is some ten microseconds: worth sharing once there are hundreds.
        (pids.length < PARALLEL ? indices : indices.parallel())
                .forEach(i -> entries[i] = entry(pids[i], alsoRead, relatives));
        List<ProcessInfo> found = new ArrayList<>(entries.length);
        for (LinuxProcess entry : entries) {
            if (entry != null) {
                found.add(entry);
            }
        }
        ProcessTable table = ProcessTable.of(found);
        relatives.setTable(table);
        return table;
    }

    private @Nullable LinuxProcess entry(long pid, ProcessFile[] alsoRead, Relatives relatives) {
        Reading<Owner> owner = null;
        Object directory = null;
        if (Arrays.asList(alsoRead).contains(ProcessFile.OWNER)) {
            owner = files.owner(pid);
            directory = owner.value() == null ? null : owner.value().directory();
        } else if (alsoRead.length > 0) {
            directory = files.directoryKey(pid);
        }
        Stat stat = files.stat(pid);
        if (stat == null) {
            return null;
        }
        LinuxProcess process = new LinuxProcess(this, stat, relatives);
        if (directory != null) {
            process.facts().readTogether(alsoRead, directory, owner);
        }
        return process;
    }

    ProcessInfo process(Stat stat) {
        return new LinuxProcess(this, stat, live);
    }

    ProcFiles files() {
        return files;
    }

    Terminals terminals() {
        return terminals;
    }

    BootClock clock() {
        return clock;
    }

    Names names() {
        return names;
    }

    String bootId() {
        String known = bootId;
        if (known == null) {
            byte[] raw = files.systemFile("sys/kernel/random/boot_id");
            if (raw == null) {
                return ""; // the next caller may be luckier
            }
            known = new String(raw, StandardCharsets.US_ASCII).strip();
            bootId = known;
        }
        return known;
    }

    boolean isAlive(Stat stat) {
        Stat now = files.stat(stat.pid);
        if (now == null) {
            return isHidden(stat.pid);
        }
        return now.isDenied() || (now.startTicks == stat.startTicks && !now.hasEnded());
    }

    CompletableFuture<ProcessInfo> onExit(LinuxProcess process) {
        return PidSignals.onExit(process);
    }

    boolean signal(Stat stat, Signal signal) {
        return PidSignals.send(stat, signal);
    }

    /** A process that {@code /proc} does not show because of {@code hidepid=2}: only a system call tells that it exists. */
    boolean isHidden(long pid) {
        return (!showsInit() || files.isMountedHiding()) && PidSignals.exists(pid);
    }

    /** Whether a process that is not shown may exist all the same. */
    boolean mayBeHidden(long pid) {
        return !showsInit() || isHidden(pid);
    }

    /** Pid 1 always exists. That it shows proves nothing in a container, where it may be of the same user. */
    private boolean showsInit() {
        if (files.exists(1)) {
            return true;
        }
        files.requireMounted();
        return false;
    }

    /**
     * {@code /proc/TID} answers for threads too. No process but a thread has the exit signal -1, so this is rarely asked; one
     * that may not be read does not say what it is, but a pidfd of a thread is refused.
     */
    private boolean isThread(Stat stat) {
        if (stat.isDenied()) {
            return !PidSignals.exists(stat.pid);
        }
        if (!stat.maybeThread) {
            return false;
        }
        ProcFiles.Buffer status = files.file(stat.pid, ProcessFile.STATUS).value();
        return status != null && Status.parse(status.bytes, status.length).threadGroup != stat.pid;
    }
}

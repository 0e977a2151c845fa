/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Fact;
import io.github.daemon4j.Fact.Known;
import io.github.daemon4j.Fact.Missing;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.spi.ProcessBackend;
import io.github.daemon4j.spi.ProcessView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Processes as {@code /proc} shows them. */
public final class ProcBackend implements ProcessBackend {

    /** From this many processes on a snapshot uses the common pool: it becomes faster, and its entries closer in time. */
    private static final int PARALLEL = 256;

    private static final String BOOT_ID = "sys/kernel/random/boot_id";

    private final String proc;
    private final ProcFiles files;
    private final Terminals terminals;
    private final BootClock clock;
    private final Names names;
    private volatile @Nullable Known<String> bootId;

    /** Reads the {@code /proc} of this process. */
    public ProcBackend() {
        this("/proc", "/dev");
    }

    /** Reads another mount, or a captured copy. */
    ProcBackend(String proc, String devices) {
        this.proc = proc;
        files = new ProcFiles(proc);
        terminals = new Terminals(files, devices);
        clock = new BootClock(files);
        names = new Names(proc);
    }

    @Override
    public Optional<ProcessView> find(long pid) {
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
    public ProcessView current() {
        Optional<ProcessView> self = find(files.self());
        if (self.isEmpty()) {
            files.requireMounted();
            throw new IllegalStateException("Cannot read this very process below /proc: is /proc mounted for this pid"
                    + " namespace (mount -t proc)?");
        }
        return self.get();
    }

    @Override
    public List<ProcessView> snapshot(ProcessFile... alsoRead) {
        long[] pids = files.pids();
        @Nullable LinuxProcess[] entries = new @Nullable LinuxProcess[pids.length];
        IntStream indices = IntStream.range(0, pids.length);
        // The kernel's work for one process is some ten microseconds: worth sharing once there are hundreds.
        (pids.length < PARALLEL ? indices : indices.parallel()).forEach(i -> entries[i] = entry(pids[i], alsoRead));
        List<ProcessView> found = new ArrayList<>(entries.length);
        for (LinuxProcess entry : entries) {
            if (entry != null) {
                found.add(entry);
            }
        }
        return found;
    }

    private @Nullable LinuxProcess entry(long pid, ProcessFile[] alsoRead) {
        Fact<Owner> owner = null;
        Object directory = null;
        if (Arrays.asList(alsoRead).contains(ProcessFile.OWNER)) {
            owner = files.owner(pid);
            directory = owner.map(Owner::directory).toOptional().orElse(null);
        } else if (alsoRead.length > 0) {
            directory = files.directoryKey(pid);
        }
        Stat stat = files.stat(pid);
        if (stat == null) {
            return null;
        }
        LinuxProcess process = process(stat);
        if (directory != null) {
            process.facts().readTogether(alsoRead, directory, owner);
        }
        return process;
    }

    LinuxProcess process(Stat stat) {
        return new LinuxProcess(this, stat);
    }

    /**
     * The parent as it is now. The child is asked again who its parent is, after the parent was read: only then was that pid
     * its parent's.
     */
    @Nullable
    Stat parent(Stat process) {
        Stat child = now(process);
        while (child != null && child.parent > 0) {
            Stat parent = files.stat(child.parent);
            if (parent == null && isHidden(child.parent)) {
                parent = Stat.denied(child.parent);
            }
            Stat again = now(process);
            if (again == null || again.parent == child.parent) {
                return again == null ? null : parent;
            }
            child = again; // adopted in between
        }
        return null;
    }

    private @Nullable Stat now(Stat process) {
        Stat now = files.stat(process.pid);
        return now != null && now.startTicks == process.startTicks ? now : null;
    }

    ProcFiles files() {
        return files;
    }

    SocketTables sockets(long pid) {
        return new SocketTables(Path.of(proc), Long.toString(pid));
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

    Fact<String> bootId() {
        Known<String> known = bootId;
        if (known == null) {
            byte[] raw = files.systemFile(BOOT_ID);
            if (raw == null) { // the next caller may be luckier
                return new Missing<>(files.hasSystemFile(BOOT_ID) ? Reason.FORBIDDEN : Reason.NONE);
            }
            known = new Known<>(new String(raw, StandardCharsets.US_ASCII).strip());
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
     * that cannot be read does not say what it is, but a pidfd of a thread is refused.
     */
    private boolean isThread(Stat stat) {
        if (stat.isDenied()) {
            return !PidSignals.exists(stat.pid);
        }
        if (!stat.maybeThread) {
            return false;
        }
        return files.file(stat.pid, ProcessFile.STATUS)
                .map(status -> Status.parse(status.bytes, status.length).threadGroup() != stat.pid)
                .orElse(false);
    }
}

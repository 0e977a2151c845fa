/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Signal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another process, as far as a start or a stop asks for it: what its {@code stat} said at one moment. It may have ended since,
 * and its pid be another's: {@link #startTicks} tells. {@link io.github.daemon4j.ProcessInfo} tells more, at the price of more
 * classes.
 */
public final class Neighbour {

    private static final int EXITING = 0x4;

    private final Stat stat;

    private Neighbour(Stat stat) {
        this.stat = stat;
    }

    /**
     * Looks at a process.
     *
     * @param procPid its number below {@code /proc}
     * @return {@code null} if it is gone, or cannot be looked at (hidepid)
     */
    public static @Nullable Neighbour of(long procPid) {
        if (procPid <= 0) {
            return null;
        }
        try {
            byte[] line = ProcFile.bytes("/proc/" + procPid + "/stat");
            return parse(line);
        } catch (IOException goneOrHidden) {
            return null;
        }
    }

    static Neighbour parse(byte[] line) throws MalformedProcFileException {
        return new Neighbour(Stat.parse(line, line.length));
    }

    /** The pid, as {@code /proc} numbers it. */
    public long pid() {
        return stat.pid;
    }

    /** The name of its main thread, at most 15 bytes: {@code comm} of proc(5), {@code ?} for what should not be printed. */
    public String command() {
        return stat.printableName();
    }

    /** The parent; 0 if it is outside the pid namespace of {@code /proc}. */
    public long parentPid() {
        return stat.parent;
    }

    /** The session. */
    public long sessionId() {
        return stat.session;
    }

    /** When it started, in ticks since boot: with the pid, its identity. */
    public long startTicks() {
        return stat.startTicks;
    }

    /**
     * Whether it is ending and cannot be kept from that: it has been told to exit ({@code PF_EXITING} of
     * include/linux/sched.h) or killed, but the kernel has not yet taken from it all that it holds.
     */
    public boolean isEnding() {
        Signal.Set pending = pendingSignals(stat.pid);
        return (stat.flags & EXITING) != 0 || (pending != null && pending.contains(Signal.KILL));
    }

    /** Whether it has ended: a zombie without living threads. */
    public boolean hasEnded() {
        return stat.hasEnded();
    }

    /** The last name in the path of its program; {@code null} if that cannot be read, or there is none. */
    public @Nullable String executableName() {
        try {
            Path name = Files.readSymbolicLink(Path.of("/proc/" + stat.pid + "/exe"))
                    .getFileName();
            return name == null ? null : name.toString();
        } catch (IOException goneOrDenied) {
            return null;
        }
    }

    /** Whether a process was stopped by a signal or a debugger, and does nothing until it is told to go on. */
    public static boolean isSuspended(long procPid) {
        Neighbour seen = of(procPid);
        return seen != null && (seen.stat.state == 'T' || seen.stat.state == 't');
    }

    /**
     * The variables a process was started with.
     *
     * @throws IOException if it is gone, or only its own user may look
     */
    public static Map<String, String> environment(long procPid) throws IOException {
        return FactParsers.environment(ProcFile.bytes("/proc/" + procPid + "/environ"));
    }

    /** What it was started with; empty if that cannot be read, or there is nothing. */
    public List<String> commandLine() {
        try {
            return CommandLine.split(ProcFile.bytes("/proc/" + stat.pid + "/cmdline"));
        } catch (IOException goneOrDenied) {
            return List.of();
        }
    }

    /** Whether a process is in the same control groups as this one; also if that cannot be read. */
    public static boolean isInOwnControlGroup(long procPid) {
        try {
            return Arrays.equals(ProcFile.bytes("/proc/" + procPid + "/cgroup"), ProcFile.bytes("/proc/self/cgroup"));
        } catch (IOException hidden) {
            return true;
        }
    }

    /** The signals that wait to be delivered to a process or its main thread; {@code null} if that cannot be read. */
    public static Signal.@Nullable Set pendingSignals(long procPid) {
        try {
            byte[] status = ProcFile.bytes("/proc/" + procPid + "/status");
            return new Signal.Set(Status.parse(status, status.length).pendingSignals());
        } catch (IOException goneOrHidden) {
            return null;
        }
    }

    /**
     * Whether a process has a thread of a name.
     *
     * @param comm the whole name, at most 15 bytes
     * @return {@code false} too if the process is gone or cannot be looked at
     */
    public static boolean hasThread(long procPid, String comm) {
        String tasks = "/proc/" + procPid + "/task";
        String[] threads = new File(tasks).list();
        byte[] wanted = (comm + '\n').getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (int i = 0; threads != null && i < threads.length && !found; i++) {
            try {
                found = Arrays.equals(wanted, ProcFile.bytes(tasks + '/' + threads[i] + "/comm"));
            } catch (IOException ended) {
                // the next one
            }
        }
        return found;
    }
}

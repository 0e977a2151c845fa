/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.PidFd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that is held, not named: its pidfd, and the pid and start tick it has in the {@code /proc} that is read, proved
 * to be of one process when this was made. Everything that signals or waits goes through one of these.
 *
 * <p>pidfd_open(2) counts in the pid namespace of the caller, {@code /proc} in that of whoever mounted it: after
 * {@code unshare --pid --fork} they differ, and a number of one is somebody else in the other. {@code Pid:} of
 * {@code /proc/self/fdinfo/FD} is the pidfd's process as that {@code /proc} numbers it ({@code pidfd_show_fdinfo} of
 * fs/pidfs.c).
 *
 * <p>Needs native access, and Linux 5.3. Safe for use by many threads until it is closed.
 */
public final class HeldProcess implements AutoCloseable {

    private static final String MOUNT = "/proc";

    private final PidFd fd;
    private final long pid;
    private final long procPid;
    private final long startTicks;

    private HeldProcess(PidFd fd, long pid, long procPid, long startTicks) {
        this.fd = fd;
        this.pid = pid;
        this.procPid = procPid;
        this.startTicks = startTicks;
    }

    /**
     * Holds the process that has a number in this process's pid namespace: one from fork or posix_spawn, or from a pid file
     * that was written in this namespace. It may be a later one with the same number: compare {@link #startTicks}.
     *
     * @return {@code null} if no process has it
     */
    public static @Nullable HeldProcess open(long pid) throws ErrnoException {
        PidFd fd = PidFd.openOrGone(pid);
        return fd == null ? null : hold(fd, pid, -1);
    }

    /**
     * Holds the process that has a number below {@code /proc}. It may be a later one with the same number: compare
     * {@link #startTicks}.
     *
     * @return {@code null} if no process has it
     * @throws ProcessAccessException if {@code /proc} belongs to another pid namespace and no number of this one can be
     *     proved to be that process
     */
    public static @Nullable HeldProcess ofProc(long pid) throws ErrnoException {
        if (pid <= 0) {
            return null;
        }
        PidFd fd = PidFd.openOrGone(pid);
        HeldProcess held = fd == null ? null : hold(fd, pid, pid);
        return held == null ? ofOtherNamespace(pid) : held;
    }

    /** Tries the number that {@code /proc/PID/status} says the process has at the depth of this process's namespace. */
    private static @Nullable HeldProcess ofOtherNamespace(long procPid) throws ErrnoException {
        Status status = status(procPid);
        if (status == null && !new ProcFiles(MOUNT).exists(procPid)) {
            return null;
        }
        if (status != null && status.threadGroup() != procPid) {
            return null; // a thread's number is no process
        }
        long here = status == null ? 0 : numberAt(ownDepth(), status.namespacePids());
        PidFd fd = here <= 0 ? null : PidFd.openOrGone(here);
        HeldProcess held = fd == null ? null : hold(fd, here, procPid);
        if (held == null && new ProcFiles(MOUNT).exists(procPid)) {
            throw notProved(procPid);
        }
        return held;
    }

    /**
     * The number of a process in a pid namespace.
     *
     * @param depth how many namespaces there are from that of {@code /proc} to the one in question, both counted
     * @param numbers {@code NSpid:}, from the namespace of {@code /proc} inwards
     * @return 0 if the process is not so deep inside
     */
    static long numberAt(int depth, List<Long> numbers) {
        return depth < 1 || depth > numbers.size() ? 0 : numbers.get(depth - 1);
    }

    /** 1 if {@code /proc} is that of this process's pid namespace; 0 if it has no number for this process. */
    private static int ownDepth() {
        try {
            byte[] status = ProcFile.bytes(MOUNT + "/self/status");
            return Status.parse(status, status.length).namespacePids().size();
        } catch (NoSuchFileException notShown) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read /proc/self/status: " + failure.getMessage(), failure);
        }
    }

    /**
     * Asks twice what the pidfd's number in {@code /proc} is, before the start tick is read and after: as long as the process
     * has it, no other process can.
     *
     * @param expected the number it must have; -1 for any
     * @return {@code null}, and the pidfd is closed, if the process is gone or has another number
     */
    private static @Nullable HeldProcess hold(PidFd fd, long pid, long expected) {
        HeldProcess held = null;
        try {
            long procPid = procPid(fd, pid);
            if (expected < 0 ? procPid >= 0 : procPid == expected) {
                Neighbour seen = Neighbour.of(procPid);
                if (procPid(fd, pid) == procPid) {
                    held = new HeldProcess(fd, pid, procPid, seen == null ? -1 : seen.startTicks());
                }
            }
            return held;
        } finally {
            if (held == null) {
                fd.close();
            }
        }
    }

    private static long procPid(PidFd fd, long pid) {
        String file = MOUNT + "/self/fdinfo/" + fd.number();
        try {
            return FdInfo.parse(ProcFile.bytes(file)).pid();
        } catch (NoSuchFileException notShown) {
            return 0;
        } catch (AccessDeniedException notDumpable) {
            return ownDepth() == 1 ? pid : 0; // before Linux 5.14 it is root's, if java has file capabilities
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Cannot make sure which process " + pid + " is: cannot read " + failure.getMessage()
                            + ". If descriptors ran out, raise the limit (ulimit -n).",
                    failure);
        }
    }

    private static ProcessAccessException notProved(long procPid) {
        return new ProcessAccessException(
                procPid,
                "Cannot make sure which process " + procPid
                        + " of /proc is: /proc belongs to another pid namespace, and"
                        + " this one has no number that is proved to be that process. Nothing was signalled. Mount the"
                        + " proc file system of this namespace (mount -t proc proc /proc), or run the command where the"
                        + " process is.");
    }

    /** The pid in this process's pid namespace, the one that system calls take. */
    public long pid() {
        return pid;
    }

    /** The pid below {@code /proc}; 0 if {@code /proc} is not mounted, or does not number this process. */
    public long procPid() {
        return procPid;
    }

    /** When it started, in ticks since boot; -1 if that cannot be read (hidepid) or {@link #procPid} is 0. */
    public long startTicks() {
        return startTicks;
    }

    /**
     * The effective user now, as {@code Uid:} of {@code /proc/PID/status} says. Not the owner of {@code /proc/PID}: that is
     * root for a process that is not dumpable.
     *
     * @return the 32 bits of the uid; -1, which is no user's, if it cannot be read or the process is gone
     */
    public int uid() {
        Status status = status(procPid);
        return status != null && procPid(fd, pid) == procPid ? (int) status.effectiveUid() : -1;
    }

    /** Whether it is a user's through and through: by its real, effective and saved uid. */
    public boolean isOf(long uid) {
        Status status = status(procPid);
        return status != null
                && status.uid() == uid
                && status.effectiveUid() == uid
                && status.savedUid() == uid
                && procPid(fd, pid) == procPid;
    }

    /** {@code null} if there is none, or it cannot be read. A field would be six classes more for a start to load. */
    private static @Nullable Status status(long procPid) {
        return procPid != 0
                        && new ProcFiles(MOUNT).file(procPid, ProcessFile.STATUS)
                                instanceof Fact.Known<ProcFiles.Buffer> read
                ? Status.parse(read.value().bytes, read.value().length)
                : null;
    }

    /**
     * Sends a signal to this process or, if it is gone, to nobody.
     *
     * @throws ErrnoException ESRCH if it is gone, EPERM if it cannot be signalled
     */
    public void signal(int signal) throws ErrnoException {
        fd.signal(signal);
    }

    /**
     * As {@link #signal}, where it is all the same if the process is gone.
     *
     * @return whether it was there to take the signal
     * @throws ErrnoException EPERM if it cannot be signalled
     */
    public boolean trySignal(int signal) throws ErrnoException {
        try {
            fd.signal(signal);
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ESRCH)) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * Waits until the process has ended: until it is a zombie without living threads.
     *
     * @param millis how long at most; -1 for ever
     * @return whether it has ended
     */
    public boolean awaitEnd(long millis) throws ErrnoException {
        return fd.awaitEnd(millis);
    }

    /** What it has open under a number, as a descriptor of this process: see {@link PidFd#descriptor}. */
    public Descriptor descriptor(int target) throws ErrnoException {
        return fd.descriptor(target);
    }

    /** The pidfd's number, for {@link io.github.daemon4j.linux.libc.Poll}: it is readable when the process has ended. */
    public int number() {
        return fd.number();
    }

    @Override
    public void close() {
        fd.close();
    }
}

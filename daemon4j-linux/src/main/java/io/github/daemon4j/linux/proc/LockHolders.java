/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which processes have a file open, and with it a lock that an open file description has (fcntl(2), F_OFD_SETLK):
 * {@code /proc/locks} does not name them.
 *
 * <p>A list of moments: a process may have opened or closed the file since. Stats every descriptor of every process, and so
 * waits where a network file system does not answer.
 */
public final class LockHolders {

    /** Whether a process has the file open. */
    public enum Holding {
        YES,
        NO,
        MAY_NOT_LOOK
    }

    private static final ProcFiles FILES = new ProcFiles("/proc");

    private final List<Long> pids;
    private final boolean complete;

    private LockHolders(List<Long> pids, boolean complete) {
        this.pids = pids;
        this.complete = complete;
    }

    /**
     * Looks at all processes.
     *
     * @param device {@code st_dev} of the file
     * @param inode {@code st_ino}
     * @throws java.io.UncheckedIOException if /proc is not mounted
     */
    public static LockHolders of(long device, long inode) {
        List<Stat> found = new ArrayList<>();
        boolean complete = true;
        for (long pid : FILES.pids()) {
            Holding holding = holding(pid, device, inode);
            Stat stat = holding == Holding.NO ? null : FILES.stat(pid);
            if (stat != null && holding == Holding.YES) {
                insert(found, stat);
            } else if (stat != null && !stat.isKernelThread() && !stat.hasEnded()) {
                complete = false;
            }
        }
        List<Long> pids = new ArrayList<>();
        for (Stat stat : found) {
            pids.add((long) stat.pid);
        }
        return new LockHolders(List.copyOf(pids), complete);
    }

    private static void insert(List<Stat> oldestFirst, Stat stat) {
        int at = oldestFirst.size();
        while (at > 0 && oldestFirst.get(at - 1).startTicks > stat.startTicks) {
            at--;
        }
        oldestFirst.add(at, stat);
    }

    /** Looks at one process, by its number below {@code /proc}. */
    public static Holding holding(long procPid, long device, long inode) {
        String directory = "/proc/" + procPid + "/fd";
        String[] descriptors = new File(directory).list();
        if (descriptors == null) {
            return FILES.exists(procPid) ? Holding.MAY_NOT_LOOK : Holding.NO;
        }
        Holding holding = Holding.NO;
        for (int i = 0; i < descriptors.length && holding != Holding.YES; i++) {
            try {
                Map<String, Object> file =
                        Files.readAttributes(Path.of(directory + '/' + descriptors[i]), "unix:dev,ino");
                if (is(file.get("ino"), inode) && is(file.get("dev"), device)) {
                    holding = Holding.YES;
                }
            } catch (AccessDeniedException notOurs) {
                holding = Holding.MAY_NOT_LOOK; // root of a container sees their numbers, but not what they are
            } catch (IOException closedMeanwhile) {
                // the next one
            }
        }
        return holding;
    }

    private static boolean is(@Nullable Object attribute, long number) {
        return attribute instanceof Number value && value.longValue() == number;
    }

    /** The processes that have the file open, as {@code /proc} numbers them, oldest first; this one too, if it has. */
    public List<Long> pids() {
        return pids;
    }

    /** Whether every process could be looked at: root can, and others can look at their own processes only. */
    public boolean isComplete() {
        return complete;
    }
}

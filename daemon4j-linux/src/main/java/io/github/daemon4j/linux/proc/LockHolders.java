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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which processes hold a lock that an open file description has (fcntl(2), F_OFD_SETLK). {@code /proc/locks} does not name
 * them, but {@code /proc/PID/fdinfo} lists the locks of each; to have the file open is not to hold its lock.
 *
 * <p>A list of moments: a process may have opened or closed the file since. Stats every descriptor of every process, and so
 * waits where a network file system does not answer.
 */
public final class LockHolders {

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
     * @param device {@code st_dev} of the lock file
     * @param inode {@code st_ino}
     * @param first at which byte the write lock begins that is looked for, and that is the only one of its holder: who has
     *     another one too, such as a launcher, is not meant
     * @throws java.io.UncheckedIOException if /proc is not mounted
     */
    public static LockHolders of(long device, long inode, long first) {
        List<Stat> found = new ArrayList<>();
        boolean complete = true;
        for (long pid : FILES.pids()) {
            Set<Long> locks = new HashSet<>();
            boolean seen = addLocks(pid, device, inode, locks);
            boolean holds = locks.size() == 1 && locks.contains(first);
            Stat stat = seen && !holds ? null : FILES.stat(pid);
            if (stat != null && holds) {
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

    /** Adds where the write locks begin that a process has on the file; whether all of it could be looked at. */
    private static boolean addLocks(long pid, long device, long inode, Set<Long> locks) {
        String process = "/proc/" + pid;
        String[] descriptors = new File(process + "/fd").list();
        if (descriptors == null) {
            return !FILES.exists(pid);
        }
        boolean seen = true;
        for (String descriptor : descriptors) {
            try {
                Path open = Path.of(process + "/fd/" + descriptor);
                Map<String, Object> file = Files.readAttributes(open, "unix:dev,ino");
                if (is(file.get("ino"), inode) && is(file.get("dev"), device)) {
                    byte[] info = ProcFile.bytes(process + "/fdinfo/" + descriptor);
                    locks.addAll(FdInfo.parse(info).writeLocks());
                }
            } catch (AccessDeniedException notOurs) {
                seen = false; // root of a container sees their numbers, but not what they are
            } catch (IOException closedMeanwhile) {
                // the next one
            }
        }
        return seen;
    }

    private static boolean is(@Nullable Object attribute, long number) {
        return attribute instanceof Number value && value.longValue() == number;
    }

    /** The processes that hold the lock, as {@code /proc} numbers them, oldest first. */
    public List<Long> pids() {
        return pids;
    }

    /** Whether every process could be looked at: root can, and others can look at their own processes only. */
    public boolean isComplete() {
        return complete;
    }
}

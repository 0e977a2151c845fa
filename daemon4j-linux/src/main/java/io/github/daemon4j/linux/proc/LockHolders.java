/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which processes hold a lock of a range of bytes (fcntl(2)). {@code /proc/locks} does not name those that an open file
 * description has ({@code F_OFD_SETLK}), but {@code /proc/PID/fdinfo} lists the locks of each; to have the file open is not to hold its lock.
 *
 * <p>A list of moments: a process may have opened or closed the file since. Stats every descriptor of every process, and so
 * waits where a network file system does not answer.
 */
public final class LockHolders {

    private static final ProcFiles FILES = new ProcFiles("/proc");

    private LockHolders() {}

    /**
     * Looks at all processes that may be looked at: root may look at all, others at their own.
     *
     * @param device {@code st_dev} of the lock file
     * @param inode {@code st_ino}
     * @param first at which byte the write lock begins that is looked for, and that is the only one of its holder: who has
     *     another one too, such as a launcher, is not meant
     * @return the processes that hold the lock, as {@code /proc} numbers them, oldest first
     * @throws java.io.UncheckedIOException if /proc is not mounted
     */
    public static List<Long> of(long device, long inode, long first) {
        List<Stat> found = new ArrayList<>();
        for (long pid : FILES.pids()) {
            Set<Long> locks = locks(pid, device, inode);
            boolean holds = locks.size() == 1 && locks.contains(first);
            Stat stat = holds ? FILES.stat(pid) : null;
            if (stat != null) {
                insert(found, stat);
            }
        }
        List<Long> pids = new ArrayList<>();
        for (Stat stat : found) {
            pids.add((long) stat.pid);
        }
        return pids;
    }

    private static void insert(List<Stat> oldestFirst, Stat stat) {
        int at = oldestFirst.size();
        while (at > 0 && oldestFirst.get(at - 1).startTicks > stat.startTicks) {
            at--;
        }
        oldestFirst.add(at, stat);
    }

    /**
     * The process that holds a lock, whatever other locks it has.
     *
     * @param first as of {@link #of}
     * @return its pid, as {@code /proc} numbers it; 0 if none is to be seen
     */
    public static long oneOf(long device, long inode, long first) {
        for (long pid : FILES.pids()) {
            if (locks(pid, device, inode).contains(first)) {
                return pid;
            }
        }
        return 0;
    }

    /**
     * By which of its descriptors a process holds a lock.
     *
     * @param pid as {@code /proc} numbers it
     * @param first as of {@link #of}
     * @return the number; -1 if it holds none, or cannot be looked at
     */
    public static int descriptor(long pid, long device, long inode, long first) {
        String process = "/proc/" + pid;
        for (String descriptor : descriptors(process)) {
            if (locks(process, descriptor, device, inode).contains(first)) {
                return Integer.parseInt(descriptor);
            }
        }
        return -1;
    }

    /** Whether a descriptor of this process is that file, by an open file description that has the lock. */
    public static boolean isHeldHere(int number, long device, long inode, long first) {
        return locks("/proc/self", Integer.toString(number), device, inode).contains(first);
    }

    /** Where the write locks begin that a process has on the file, as far as it may be looked at. */
    private static Set<Long> locks(long pid, long device, long inode) {
        Set<Long> locks = new HashSet<>();
        String process = "/proc/" + pid;
        for (String descriptor : descriptors(process)) {
            locks.addAll(locks(process, descriptor, device, inode));
        }
        return locks;
    }

    private static String[] descriptors(String process) {
        String[] descriptors = new File(process + "/fd").list();
        return descriptors == null ? new String[0] : descriptors;
    }

    private static List<Long> locks(String process, String descriptor, long device, long inode) {
        try {
            Path open = Path.of(process + "/fd/" + descriptor);
            Map<String, Object> file = Files.readAttributes(open, "unix:dev,ino");
            if (is(file.get("ino"), inode) && is(file.get("dev"), device)) {
                byte[] info = ProcFile.bytes(process + "/fdinfo/" + descriptor);
                return FdInfo.parse(info).writeLocks();
            }
        } catch (IOException closedMeanwhileOrNotOurs) {
            return List.of();
        }
        return List.of();
    }

    private static boolean is(@Nullable Object attribute, long number) {
        return attribute instanceof Number value && value.longValue() == number;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel judges a thread of this process by, from {@code /proc/self/task/TID/status}. To the kernel each thread has
 * credentials of its own; that they are the same in all is the C library's work, and only for ids. These files can be read
 * when the process is not dumpable, too.
 *
 * @param thread the name, for messages
 * @param users real, effective, saved and file system user
 * @param groups the same of the group
 * @param supplementary in ascending order
 */
public record ThreadCredentials(
        String thread,
        List<Long> users,
        List<Long> groups,
        List<Long> supplementary,
        long inheritable,
        long permitted,
        long effective,
        long bounding,
        long ambient,
        boolean noNewPrivileges) {

    private static final String TASKS = "/proc/self/task";

    /** In a process that makes threads without end each look shows new ones. */
    private static final int MOST_LOOKS = 20;

    /** Those of the main thread, with which a process begins. */
    public static ThreadCredentials ofMain() throws IOException {
        return parse(ProcFile.bytes("/proc/self/status"));
    }

    /** Those of the thread that calls. */
    public static ThreadCredentials ofCaller() throws IOException {
        return parse(ProcFile.bytes("/proc/thread-self/status"));
    }

    /**
     * Those of every thread. Looks again until no thread has come since the last look: one that had come from a thread
     * before that was looked at, and is gone by now, may have what that one had.
     *
     * @return what was seen, in all looks
     * @throws IOException if /proc does not show this process
     */
    public static List<ThreadCredentials> ofAll() throws IOException {
        List<ThreadCredentials> seen = new ArrayList<>();
        List<String> before = List.of();
        List<String> now = tids();
        for (int i = 0; i < MOST_LOOKS && !before.containsAll(now); i++) {
            for (String tid : now) {
                ThreadCredentials thread = ofThread(tid);
                if (thread != null) {
                    seen.add(thread);
                }
            }
            before = now;
            now = tids();
        }
        if (seen.isEmpty()) {
            throw new IOException(TASKS + " shows no thread");
        }
        return seen;
    }

    private static List<String> tids() throws IOException {
        String[] names = new File(TASKS).list();
        if (names == null) {
            throw new IOException(TASKS + " cannot be listed");
        }
        return List.of(names);
    }

    private static @Nullable ThreadCredentials ofThread(String tid) throws IOException {
        String directory = TASKS + "/" + tid;
        try {
            return parse(ProcFile.bytes(directory + "/status"));
        } catch (IOException failure) {
            if (new File(directory).exists()) {
                throw failure;
            }
            return null; // it has ended
        }
    }

    static ThreadCredentials parse(byte[] bytes) {
        Status status = Status.parse(bytes, bytes.length);
        Text first = new Text(bytes);
        List<Long> supplementary = new ArrayList<>(status.supplementaryGroups());
        Collections.sort(supplementary);
        return new ThreadCredentials(
                first.skip("Name:") ? first.until('\n').trim() : "",
                status.users(),
                status.groups(),
                supplementary,
                status.inheritableCapabilities(),
                status.permittedCapabilities(),
                status.effectiveCapabilities(),
                status.boundingCapabilities(),
                status.ambientCapabilities(),
                status.hasNoNewPrivileges());
    }

    /** Whether all four users are this one, and all four groups. */
    public boolean is(long uid, long gid) {
        return users.equals(Collections.nCopies(4, uid)) && groups.equals(Collections.nCopies(4, gid));
    }

    /** Whether nothing is left of what root may. */
    public boolean hasNoCapabilities() {
        return (permitted | effective | ambient) == 0;
    }

    /** Whether another thread has the same. */
    public boolean isLike(ThreadCredentials other) {
        return users.equals(other.users)
                && groups.equals(other.groups)
                && supplementary.equals(other.supplementary)
                && inheritable == other.inheritable
                && permitted == other.permitted
                && effective == other.effective
                && ambient == other.ambient;
    }

    /** As the kernel writes it. */
    @Override
    public String toString() {
        return "thread \"" + thread + "\" with Uid " + users + ", Gid " + groups + ", Groups " + supplementary
                + ", CapPrm " + Long.toHexString(permitted) + ", CapEff " + Long.toHexString(effective);
    }
}

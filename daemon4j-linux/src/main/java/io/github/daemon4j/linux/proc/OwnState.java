/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;
import java.util.List;

/**
 * What {@code /proc/self} shows of this process, as far as a start asks for it. {@link io.github.daemon4j.ProcessInfo}
 * tells the same by the same parsers; but a JVM that comes up would load twenty classes more for it, in 10 ms.
 */
public final class OwnState {

    private final Stat stat;
    private final Status status;

    private OwnState(Stat stat, Status status) {
        this.stat = stat;
        this.status = status;
    }

    /**
     * Reads it.
     *
     * @throws IOException if /proc is not mounted, or its files are none that Linux writes
     */
    public static OwnState read() throws IOException {
        byte[] status = ProcFile.bytes("/proc/self/status");
        byte[] stat = ProcFile.bytes("/proc/self/stat");
        return new OwnState(Stat.parse(stat, stat.length), Status.parse(status, status.length));
    }

    /** The pid, as {@code /proc} numbers it. */
    public long pid() {
        return stat.pid;
    }

    /** The pid in this process's own pid namespace, the one that system calls take; {@code /proc} may be another one's. */
    public long pidHere() {
        List<Long> pids = status.namespacePids(); // from the namespace of /proc inwards, since Linux 4.1
        return pids.isEmpty() ? stat.pid : pids.get(pids.size() - 1);
    }

    /** When this process was started, in ticks since boot. */
    public long startTicks() {
        return stat.startTicks;
    }

    /** The session. */
    public long sessionId() {
        return stat.session;
    }

    /** Whether the session has a controlling terminal. */
    public boolean hasTerminal() {
        return stat.terminal != 0;
    }

    /** The umask; -1 before Linux 4.7. */
    public int umask() {
        return status.umask();
    }

    /** The parent, as {@code /proc} numbers it; 0 if it is outside that pid namespace. */
    public long parentPid() {
        return stat.parent;
    }

    /** The real user: the 32 bits of the uid; -1, which is no user's, if the kernel does not say. */
    public int uid() {
        return (int) status.uid();
    }

    /** The effective user, as {@link #uid}. */
    public int effectiveUid() {
        return (int) status.effectiveUid();
    }
}

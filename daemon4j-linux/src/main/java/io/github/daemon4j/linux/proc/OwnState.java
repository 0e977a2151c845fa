/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.SignalSet;
import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
        byte[] status = bytes("/proc/self/status");
        return new OwnState(stat("/proc/self/stat"), Status.parse(status, status.length));
    }

    private static Stat stat(String path) throws IOException {
        byte[] line = bytes(path);
        return Stat.parse(line, line.length);
    }

    private static byte[] bytes(String path) throws IOException {
        try (FileInputStream in = new FileInputStream(path)) {
            return in.readAllBytes();
        }
    }

    /** The pid, as {@code /proc} numbers it. */
    public long pid() {
        return stat.pid;
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
        return status.umask;
    }

    /** The signals that are ignored; {@code null} if the kernel does not say. */
    public @Nullable SignalSet ignoredSignals() {
        return status.ignored;
    }

    /** The parent's pid; 0 if it is outside this pid namespace. */
    public long parentId() {
        return stat.parent;
    }

    /** When this process started, in clock ticks since boot. */
    public long startTicks() {
        return stat.startTicks;
    }

    /** The real and the effective user id, if they are one; -1 if they are not. */
    public long uid() {
        return status.users[0] == status.users[1] ? status.users[0] : -1;
    }

    /** Another process; {@code null} if it is gone, or hidden from this user. */
    static @Nullable Stat other(long pid) {
        try {
            return stat("/proc/" + pid + "/stat");
        } catch (IOException goneOrHidden) {
            return null;
        }
    }
}

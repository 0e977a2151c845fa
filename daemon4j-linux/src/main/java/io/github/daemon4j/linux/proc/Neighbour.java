/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Another process, as far as the decision needs it what to do here. A snapshot: by the time it is looked at the process may
 * be another one, or gone.
 *
 * @param pid its pid, as {@code /proc} numbers it
 * @param comm its name, at most 15 bytes
 * @param parent its parent's pid
 * @param session its session
 * @param startTicks when it started, in clock ticks since boot
 */
public record Neighbour(long pid, String comm, long parent, long session, long startTicks) {

    /** Reads it; null if it is gone, or hidden from this user. */
    public static @Nullable Neighbour of(long pid) {
        Stat stat = OwnState.other(pid);
        return stat == null ? null : new Neighbour(stat.pid, stat.name(), stat.parent, stat.session, stat.startTicks);
    }

    /** The last part of {@code /proc/PID/exe}; empty unless this user may see it, as of a process of root. */
    public String program() {
        try {
            Path name = Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).getFileName();
            return name == null ? "" : name.toString();
        } catch (IOException | InvalidPathException hidden) {
            return "";
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.control.Termination;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.pidfile.Succession;
import io.github.daemon4j.linux.sockets.Predecessor;
import io.github.daemon4j.spi.StopSchedule;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher of an upgrade takes of the daemon that serves: a share in its lock, and its listening sockets.
 *
 * @param succession held as long as this is open
 * @param sockets what was taken; who takes them on closes them
 * @param end how the daemon is ended when the new one has its place; null if it ends itself
 */
public record Upgrade(
        Succession succession,
        Predecessor sockets,
        @Nullable Termination end) implements AutoCloseable {

    /**
     * Takes it. Nothing that the daemon notices.
     *
     * @param pidFile absolute
     * @param schedule how the daemon is ended later; null for the way that its pid file says
     * @return null if no daemon runs
     * @throws DaemonException if it cannot be had; nothing was changed
     */
    public static @Nullable Upgrade of(Path pidFile, @Nullable StopSchedule schedule, DaemonOptions next) {
        NativeAccess.require();
        Succession succession = Succession.of(pidFile);
        if (succession == null) {
            return null;
        }
        Predecessor sockets =
                Predecessor.serving(succession.old(), LaunchDirectory.own().resolve(next.listeners()));
        if (sockets.problem() != null) {
            sockets.close();
            succession.close();
            throw new DaemonException("cannot share the sockets of the daemon (pid " + succession.oldPid() + "): "
                    + sockets.problem() + "; nothing was changed, and it serves on");
        }
        Termination end = schedule == null ? Termination.ofKept(succession.kept()) : Termination.of(schedule);
        return new Upgrade(succession, sockets, end);
    }

    /** The same for a daemon that has asked for it, and stops when it hears that it was done. */
    public Upgrade endingItself() {
        return new Upgrade(succession, sockets, null);
    }

    /** The number of the daemon's process, as its pid file has it. */
    public long pid() {
        return succession.oldPid();
    }

    @Override
    public void close() {
        sockets.close();
        succession.close();
    }
}

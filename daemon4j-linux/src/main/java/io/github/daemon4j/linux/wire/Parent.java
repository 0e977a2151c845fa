/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

/**
 * The parent of a process that asks for its {@link Role}, at one moment.
 *
 * @param pid as {@code /proc} numbers it
 * @param startTicks its start; -1 if it cannot be looked at, as under {@code hidepid}
 * @param inSession whether it belongs to the session of its child
 * @param leads whether it leads its session
 * @param parent its own parent
 */
public record Parent(long pid, long startTicks, boolean inSession, boolean leads, long parent) {

    /** One that is gone, or cannot be looked at. */
    public static Parent unseen(long pid) {
        return new Parent(pid, -1, false, false, 0);
    }

    /** Whether it is the launcher; of one that cannot be looked at the pid has to do. */
    boolean isLauncher(Mark mark) {
        return pid == mark.launcher() && (startTicks < 0 || startTicks == mark.launcherStart());
    }

    /** Whether it is the one between launcher and daemon: {@link Mark#isIntermediate}. */
    boolean isIntermediate(Mark mark) {
        return inSession && leads && mark.isIntermediate(parent);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

/** What a process is to the launcher whose {@link Mark} is in its environment. */
public enum Role {
    /** The daemon that was meant. */
    DAEMON,

    /**
     * Started by that launcher, but without its pipe. It must not become a launcher: its daemon would be as blind, and start
     * the next one, and so on.
     */
    LOST,

    /** Somebody else, who has inherited the environment from the daemon. */
    STRANGER;

    /**
     * Decides. The daemon is who has that very pipe at that descriptor, and is not the child of another process of its
     * session, which the daemon, adopted by its launcher or by init, never is, unless that is its keeper.
     *
     * @param hasPipe whether the descriptor that the mark names is the pipe that it names
     * @param parentInSession whether the parent belongs to this process's session
     * @param parent the parent's pid
     * @param keeper the pid of the keeper that has started a process of this mark; 0 if none has
     * @param parentStart the parent's start tick; -1 if it cannot be read, as under {@code hidepid}: then its pid has to do
     */
    public static Role of(
            Mark mark, boolean hasPipe, boolean parentInSession, long keeper, long parent, long parentStart) {
        boolean ofKeeper = keeper != 0 && parent == keeper;
        if (hasPipe) {
            return parentInSession && !ofKeeper ? STRANGER : DAEMON;
        }
        if (ofKeeper) {
            return LOST;
        }
        boolean ofLauncher = parent == mark.launcher() && (parentStart < 0 || parentStart == mark.launcherStart());
        return ofLauncher ? LOST : STRANGER;
    }
}

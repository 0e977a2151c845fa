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
     * session, which the daemon, adopted by its launcher or by init, never is, unless that is its keeper or about to end.
     *
     * @param hasPipe whether the descriptor that the mark names is the pipe that it names
     * @param keeper the pid of the keeper that has started a process of this mark; 0 if none has
     */
    public static Role of(Mark mark, boolean hasPipe, Parent parent, long keeper) {
        boolean ofKeeper = keeper != 0 && parent.pid() == keeper;
        boolean isMeant = ofKeeper || parent.isIntermediate(mark);
        if (hasPipe) {
            return parent.inSession() && !isMeant ? STRANGER : DAEMON;
        }
        return isMeant || parent.isLauncher(mark) ? LOST : STRANGER;
    }
}

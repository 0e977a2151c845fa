/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.wire.Keeping;
import io.github.daemon4j.linux.wire.LauncherPipe;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.Parent;
import io.github.daemon4j.linux.wire.Role;
import org.jspecify.annotations.Nullable;

/** How a JVM knows that it is the daemon that a launcher has started. */
public final class Recognition {

    private Recognition() {}

    /**
     * The mark of the launcher, if this process is its daemon; null if it is not.
     *
     * @throws DaemonException if it was to be the daemon, but has lost what it would know itself by
     */
    public static @Nullable Mark of(OwnState self) {
        Mark mark = Mark.ofEnvironment();
        if (mark == null) {
            return null;
        }
        LauncherPipe pipe = new LauncherPipe(mark);
        Keeping keeping = Keeping.ofEnvironment();
        long keeper = keeping == null ? 0 : keeping.pid();
        Role role = Role.of(mark, pipe.isOpen(), parentOf(self), keeper);
        if (role == Role.LOST) {
            throw new DaemonException("this process was started as a daemon by the launcher (pid " + mark.launcher()
                    + "), but its descriptor " + mark.pipe() + " is not the " + pipe.expected()
                    + " it was given: it is "
                    + pipe.found() + "; no other daemon is started. Look for what closes or replaces descriptors before"
                    + " main: a JVM agent, a library in LD_PRELOAD");
        }
        return role == Role.DAEMON ? mark : null;
    }

    private static Parent parentOf(OwnState self) {
        Neighbour seen = Neighbour.of(self.parentPid());
        return seen == null
                ? Parent.unseen(self.parentPid())
                : new Parent(
                        seen.pid(),
                        seen.startTicks(),
                        seen.sessionId() == self.sessionId(),
                        seen.sessionId() == seen.pid(),
                        seen.parentPid());
    }
}

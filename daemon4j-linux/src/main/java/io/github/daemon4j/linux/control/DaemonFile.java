/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.pidfile.Look;
import io.github.daemon4j.linux.pidfile.PidFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A daemon's pid file as whoever wants something of the daemon sees it, and the words in which it is refused. */
final class DaemonFile {

    private static final long WRITTEN_MILLIS = 2000;

    private final Path path;

    DaemonFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    boolean isAbsent() {
        return Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(PidFile.lockOf(path), LinkOption.NOFOLLOW_LINKS);
    }

    Sight look() {
        try {
            return Sight.of(Look.at(path));
        } catch (ErrnoException failure) {
            String cure = failure.errno().equals(Errno.EACCES) ? "; ask as root or as the daemon's user" : "";
            throw new DaemonException("cannot read the pid file: " + failure.getMessage() + cure, failure);
        }
    }

    /** Waits for the moment between a launcher's lock and its daemon's pid. */
    void awaitWritten() {
        try {
            Look.awaitWritten(path, WRITTEN_MILLIS);
        } catch (ErrnoException unreadable) {
            return; // the next look says so
        }
    }

    /** Refuses to signal whom the file may not name, or whom it names in another world's numbers. */
    void requireStoppable(Sight look) {
        if (look.distrust() != null) {
            throw refusal(look.distrust());
        }
        if (look.isLocked() && look.holder() == null && look.isFromElsewhere()) {
            throw refusal("its daemon runs in another pid namespace, as pid " + look.pid()
                    + " there, and cannot be seen from here; stop it there (nsenter, docker exec)");
        }
    }

    DaemonException notRunning() {
        return new DaemonException("no daemon with the pid file " + path + " runs");
    }

    DaemonException waits(Sight look) {
        return new DaemonException("the daemon of " + path + " has ended, and its keeper (pid " + look.keeperPid()
                + ") waits to start it again; restart it, and it is started at once");
    }

    static DaemonException cannot(String what, ErrnoException failure) {
        return refusedOrFailed("cannot " + what + ": " + failure.getMessage(), 0, failure);
    }

    /** Who may not signal a process is told so by the cause: an exit status of its own depends on it. */
    static DaemonException refusedOrFailed(String message, long pid, ErrnoException failure) {
        boolean refused = failure.errno().equals(Errno.EPERM);
        return new DaemonException(message, refused ? new ProcessAccessException(pid, message) : failure);
    }

    DaemonException refusal(String why) {
        return new DaemonException("the pid file " + path + " is not believed: " + why + "; nothing was signalled");
    }
}

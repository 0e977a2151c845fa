/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.LockHolders;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The pid file and the lock of a daemon that serves on, while another one is brought up that is to take its place. A lock of
 * fcntl(2) belongs to an open file description: this process takes the daemon's own by pidfd_getfd(2) and lets the new one
 * inherit it, so both have one lock, which is never free in between. The pid file says which of the two is the daemon: until
 * {@link #complete} nothing has happened, and after it all has.
 *
 * <p>The daemon may have been taken over by somebody. It chooses what it has open under a number, so the descriptor is asked
 * which file it is, and whether its description has that lock.
 */
public final class Succession implements AutoCloseable {

    private final Place place;
    private final PidFile pidFile;
    private final LockFile lock;
    private final Look look;
    private final HeldProcess old;
    private final PidFileContent content;

    private Succession(Place place, LockFile lock, Look look, HeldProcess old, PidFileContent content) {
        this.place = place;
        this.lock = lock;
        this.look = look;
        this.old = old;
        this.content = content;
        pidFile = new PidFile(place, lock);
    }

    /**
     * Shares the lock of the daemon that serves.
     *
     * @param path the pid file, absolute
     * @return null if none runs
     * @throws DaemonException if another upgrade is under way, or this user may not do this, or the file is not believed
     */
    public static @Nullable Succession of(Path path) {
        Place place = Place.of(path, Whom.own(Whom.Use.PID_FILE));
        Succession made = null;
        LockFile own = null;
        try {
            own = LockFile.openToShare(place.beside(LockFile.SUFFIX));
            made = own == null ? null : of(place, own);
            return made;
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot take over from the daemon of " + path + ": " + failure.getMessage()
                            + LockFile.cure(failure),
                    failure);
        } finally {
            if (made == null) {
                if (own != null) {
                    own.close();
                }
                place.close();
            }
        }
    }

    private static @Nullable Succession of(Place place, LockFile own) throws ErrnoException {
        if (!own.tryUpgrade()) {
            long pid = LockHolders.oneOf(own.status().device(), own.status().inode(), LockFile.UPGRADER.first());
            throw new DaemonException("another upgrade of the daemon of " + place.path() + " is under way"
                    + (pid > 0 ? " (pid " + pid + ")" : "") + ": wait for its outcome");
        }
        Look look = Look.at(place);
        boolean kept = false;
        try {
            HeldProcess old = look.process();
            PidFileContent content = look.content();
            if (look.distrust() != null) {
                throw place.refusal(look.distrust());
            }
            if (old == null && !look.isLocked()) {
                return null;
            }
            if (old == null || content == null) {
                throw place.refusal(
                        old == null
                                ? "its daemon cannot be seen from here, or a program that it has started holds its lock"
                                : "it says nothing; its daemon puts it back within a second: try again");
            }
            requireReplaceable(place, look);
            LockFile shared = own.sharing(takeLock(old, own.status(), place));
            kept = true;
            return new Succession(place, shared, look, old, content);
        } finally {
            if (!kept) {
                look.close();
            }
        }
    }

    private static void requireReplaceable(Place place, Look look) {
        if (look.kept().session() > 0) {
            throw new DaemonException(
                    "the daemon of " + place.path() + " has a keeper, or had one: a keeper starts again"
                            + " what it has started, and cannot be given another. Use restart: sockets of listen(..) stay open");
        }
        if (look.status() != DaemonStatus.RUNNING) {
            throw new DaemonException(
                    "the daemon of " + place.path() + " (pid " + look.pid() + ") does not serve: it is "
                            + look.status().name().toLowerCase(Locale.ROOT) + "; wait until it does");
        }
    }

    private static Descriptor takeLock(HeldProcess old, FileStatus file, Place place) throws ErrnoException {
        int number = LockHolders.descriptor(old.procPid(), file.device(), file.inode(), LockFile.DAEMON.first());
        if (number < 0) {
            throw new DaemonException("the daemon of " + place.path() + " (pid " + old.pid()
                    + ") is not seen to hold its lock: only root and its own user may take over from it");
        }
        Descriptor taken;
        try {
            taken = old.descriptor(number);
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot share the lock of the daemon of " + place.path() + " (pid " + old.pid() + "): "
                            + failure.getMessage() + "; root may, and its own user unless Yama forbids it"
                            + " (/proc/sys/kernel/yama/ptrace_scope)",
                    failure);
        }
        // What was taken, not what was looked at: the daemon may have put something else there meanwhile.
        if (!LockHolders.isHeldHere(taken.number(), file.device(), file.inode(), LockFile.DAEMON.first())) {
            taken.close();
            throw new DaemonException(
                    "the daemon of " + place.path() + " (pid " + old.pid()
                            + ") has put something else in the place of its lock: nothing was started; stop it, and start it again");
        }
        return taken;
    }

    /** The file, whose lock the new daemon inherits. */
    public PidFile pidFile() {
        return pidFile;
    }

    /** The daemon that serves, held. */
    public HeldProcess old() {
        return old;
    }

    /** What was kept of its start: how it is stopped. */
    public Kept kept() {
        return content.kept();
    }

    /**
     * Finds out, before anything is started, whether the file could be written.
     *
     * @param toKeep what it is to say of the new one
     */
    public void prepare(Kept toKeep) throws ErrnoException {
        pidFile.prepare(toKeep);
    }

    /** Whether the old one is ending, or has ended: then the new one is not wanted any more. */
    public boolean isOldEnding() throws ErrnoException {
        return old.awaitEnd(0) || Occupant.isStopping(old);
    }

    /**
     * The new one is the daemon from now on: one write.
     *
     * @throws DaemonException if it cannot be written; then it says what it has said
     */
    public void complete(HeldProcess next) throws ErrnoException {
        boolean written = false;
        try {
            pidFile.rewrite(next.pid(), next.startTicks());
            written = true;
        } finally {
            if (!written) {
                takeBack();
            }
        }
    }

    /** The old one is the daemon still. */
    public void takeBack() {
        pidFile.writeBack(content);
    }

    /**
     * When the old one has ended: it may have begun to end just before, and have removed the file as its own, or have let
     * go of the lock, which is its to do as long as it has it.
     */
    public void settle(HeldProcess next) throws ErrnoException {
        if (!next.awaitEnd(0) && lock.tryLive() && !pidFile.isNamed()) {
            pidFile.rewrite(next.pid(), next.startTicks());
        }
    }

    @Override
    public void close() {
        pidFile.close();
        look.close();
        place.close();
    }

    /** The pid of the one that serves, as the file has it. */
    public long oldPid() {
        return look.pid();
    }
}

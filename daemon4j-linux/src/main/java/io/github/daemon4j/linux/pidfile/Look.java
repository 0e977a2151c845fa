/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.OwnProcess;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One look at a pid file, its lock and its process, each through one descriptor. The process is held, and given away only
 * if the file may speak of it: the file is root's or this user's where nobody else has a hand in it, or the process
 * belongs to the same user as the file.
 */
public final class Look implements AutoCloseable {

    /**
     * How a daemon shows that it is ending: a thread of this name, which everybody can see. Linux keeps 15 bytes of a name.
     */
    public static final String STOPPING_SIGN = "daemon4j stop";

    /** A launcher is done with it by then. */
    private static final long QUICK_MILLIS = 200;

    static final int FLAGS = Descriptor.O_RDONLY | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;

    private final DaemonStatus status;
    private final @Nullable PidFileContent content;
    private final @Nullable HeldProcess process;
    private final @Nullable String distrust;
    private final boolean isLocked;

    Look(
            DaemonStatus status,
            @Nullable PidFileContent content,
            @Nullable HeldProcess process,
            @Nullable String distrust,
            boolean isLocked) {
        this.status = status;
        this.content = content;
        this.process = process;
        this.distrust = distrust;
        this.isLocked = isLocked;
    }

    /**
     * Looks.
     *
     * @throws DaemonException if there is something of the name that is no pid file
     * @throws ErrnoException if it cannot be looked at
     */
    public static Look at(Path path) throws ErrnoException {
        try (Place place = Place.of(path, Whom.own(Whom.Use.LOOK))) {
            return at(place);
        }
    }

    /** Waits until a daemon that is being started is named, or is none any more. */
    public static void awaitWritten(Path path, long millis) throws ErrnoException {
        long deadline = Poll.deadline(millis, TimeUnit.MILLISECONDS);
        try (Place place = Place.of(path, Whom.own(Whom.Use.LOOK));
                Descriptor file = place.open(FLAGS)) {
            FileWatch watch = file == null ? null : FileWatch.after(QUICK_MILLIS, file);
            try (watch) {
                while (isUnnamed(place) && Poll.millisUntil(deadline) > 0 && watch != null) {
                    Poll.await(watch.limit(Poll.millisUntil(deadline)), watch.number());
                    watch.drain();
                }
            }
        }
    }

    private static boolean isUnnamed(Place place) throws ErrnoException {
        try (Look look = at(place)) {
            return look.status() == DaemonStatus.STARTING && look.process == null;
        }
    }

    static Look at(Place place) throws ErrnoException {
        Look look = once(place);
        if (look.isLocked && look.process == null && look.content != null) {
            return once(place); // the lock may be that of the next daemon already
        }
        return look;
    }

    private static Look once(Place place) throws ErrnoException {
        PidFileSeen source = PidFileSeen.read(place);
        LockFile lock;
        try {
            lock = LockFile.openToLook(place.beside(LockFile.SUFFIX));
        } catch (ErrnoException failure) {
            if (!failure.errno().equals(Errno.EACCES)) {
                throw failure;
            }
            return source.withoutLock();
        }
        try (lock) {
            return lock == null || !source.isLockedBy(lock.status()) ? source.withoutLock() : source.withLock(lock);
        }
    }

    /** As {@link #at(Place)} where there is no lock to go by. */
    static Look withoutLock(Place place) throws ErrnoException {
        return PidFileSeen.read(place).withoutLock();
    }

    /** Whether the file holds what a launcher writes, and is not another one that was named by mistake. */
    static boolean isOfLauncher(Place place) throws ErrnoException {
        return PidFileSeen.read(place).isOfLauncher();
    }

    /** Whether the daemon runs. */
    public DaemonStatus status() {
        return status;
    }

    /** Whether a daemon's lock is held: by whom is another question. */
    public boolean isLocked() {
        return isLocked;
    }

    /** Whether the file says which process it speaks of. */
    public boolean isWritten() {
        return content != null;
    }

    @Nullable
    PidFileContent content() {
        return content;
    }

    /** What the file keeps of the daemon's start. */
    public Kept kept() {
        return content == null ? Kept.NOTHING : content.kept();
    }

    /** Whether the file names a keeper that has ended, and {@link #process} is the daemon that it has left. */
    public boolean isKeeperGone() {
        return content != null
                && content.kept().session() > 0
                && process != null
                && (process.pid() != content.pid()
                        || (process.startTicks() >= 0 && process.startTicks() != content.startTicks()));
    }

    /** Whether {@link #process} is a keeper. */
    public boolean isOfKeeper() {
        return content != null && content.kept().session() > 0 && process != null && !isKeeperGone();
    }

    /** The pid in the file, as it is numbered where the daemon was started; 0 if none is. */
    public long pid() {
        return content != null ? content.pid() : process != null ? process.pid() : 0;
    }

    /** The daemon, held as long as this look is; null if it has ended, or cannot be seen, or {@link #distrust()}. */
    public @Nullable HeldProcess process() {
        return distrust == null ? process : null;
    }

    /** Why the file may not speak of the process that it names; null if it may. */
    public @Nullable String distrust() {
        return distrust;
    }

    /** Whether the file was written in another pid namespace, whose numbers mean nothing here. */
    public boolean isFromElsewhere() {
        return content != null && content.pidNamespace() != OwnProcess.pidNamespace();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}

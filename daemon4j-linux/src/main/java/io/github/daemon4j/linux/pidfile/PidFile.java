/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.AlreadyRunningException;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.RecordLock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pid file: one line, the pid, so that {@code kill $(cat FILE)} works; and a lock, which is what counts.
 *
 * <p>Byte 0 is locked by an open file description that the launcher makes and the daemon inherits: it is held without a gap
 * until the last of them is gone, however it ends. Byte 1 is locked by the launcher alone while it waits, which is how
 * "starting" is told from "running". The file is never replaced: who finds after locking that the path names another inode
 * has locked a file that was removed meanwhile, and begins again.
 */
public final class PidFile implements AutoCloseable {

    private static final long RUNNING_BYTE = 0;
    private static final long STARTING_BYTE = 1;
    private static final int TRIES = 10;
    private static final int MODE = 0644;
    private static final long PID_WAIT_MILLIS = 500;

    private final Path path;
    private final Descriptor lock;
    private final Descriptor starting;

    private PidFile(Path path, Descriptor lock, Descriptor starting) {
        this.path = path;
        this.lock = lock;
        this.starting = starting;
    }

    /**
     * Opens and locks a pid file, making it if need be.
     *
     * @throws AlreadyRunningException if another process holds it
     * @throws DaemonException if the file or its directory is not safe to write a pid to, or cannot be written
     */
    public static PidFile lock(Path asked) {
        Path path = PidFileSafety.requireSafeDirectory(asked);
        try {
            for (int i = 0; i < TRIES; i++) {
                PidFile locked = tryLock(asked, path);
                if (locked != null) {
                    return locked;
                }
            }
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot lock the pid file " + path + ": " + failure.getMessage(), failure);
        }
        throw new DaemonException("cannot lock the pid file " + path + ": it was removed and made again " + TRIES
                + " times meanwhile; something else manages this file");
    }

    /** Locks the file that the path names now; null if it names another one by the time it is locked. */
    private static @Nullable PidFile tryLock(Path asked, Path path) throws ErrnoException {
        Descriptor lock = open(path);
        boolean keep = false;
        try {
            PidFileSafety.requireSafeFile(path, lock);
            if (!RecordLock.tryLock(lock, RUNNING_BYTE)) {
                throw new AlreadyRunningException(asked, holder(path, lock, 0));
            }
            if (!namesTheSameFile(path, lock)) {
                return null;
            }
            Descriptor starting = open(path);
            keep = true;
            RecordLock.tryLock(starting, STARTING_BYTE);
            return new PidFile(path, lock, starting);
        } finally {
            if (!keep) {
                lock.close();
            }
        }
    }

    /** The same file as the daemon has it, who needs no native call for it. */
    private HeldPidFile held() {
        return new HeldPidFile(path, lock.number());
    }

    /** The locked descriptor, to be inherited by the daemon. */
    public Descriptor descriptor() {
        return lock;
    }

    /**
     * Takes the file's block before anything is started, so that a full disk is found out in time.
     *
     * @throws DaemonException if nothing can be written
     */
    public void reserve() {
        writeContent("\n");
    }

    /** Writes the daemon's pid: one write, complete when this returns. */
    public void write(long pid) {
        writeContent(pid + "\n");
    }

    private void writeContent(String content) {
        try {
            lock.replaceContent(content.getBytes(StandardCharsets.US_ASCII));
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot write the pid file " + path + ": " + failure.getMessage(), failure);
        }
    }

    /** Lets this process hold the file for the rest of its life. */
    public HeldPidFile keep() {
        starting.close();
        return held();
    }

    /** Whether it holds what a launcher writes, and is not another file that was named by mistake. */
    public boolean isOfLauncher() {
        return held().isOfLauncher();
    }

    /** Removes the file, if the path still names the one that is locked. */
    public void remove() {
        held().remove();
    }

    @Override
    public void close() {
        lock.close();
        starting.close(); // last, so that who sees no launcher any more sees no lock of a launcher's either
    }

    /** Whether a process holds the pid file, and as what. */
    public static boolean isHeld(Descriptor file) throws ErrnoException {
        return RecordLock.isHeldElsewhere(file, RUNNING_BYTE);
    }

    public static boolean isStarting(Descriptor file) throws ErrnoException {
        return RecordLock.isHeldElsewhere(file, STARTING_BYTE);
    }

    /**
     * The process that the locked file names: the one that holds it, unless the lock has been inherited by a child that
     * outlived it and the pid is nobody's or somebody else's by now. Where this user may not look, the file is believed.
     *
     * @param gone a pid that is known to have ended; 0 if none is
     * @return 0 if it names none, or one that does not hold it
     */
    public static long holder(Path path, Descriptor file, long gone) throws ErrnoException {
        long pid = awaitPid(path, file, gone);
        return pid > 0 && holding(path, pid) != Holding.NO ? pid : 0;
    }

    /** Whether a process has the file open. */
    public enum Holding {
        YES,
        NO,
        MAY_NOT_LOOK
    }

    public static Holding holding(Path path, long pid) {
        File directory = new File("/proc/" + pid + "/fd");
        File[] descriptors = directory.listFiles();
        if (descriptors == null) {
            return directory.exists() ? Holding.MAY_NOT_LOOK : Holding.NO;
        }
        Holding holding = Holding.NO;
        for (File descriptor : descriptors) {
            try {
                if (Files.isSameFile(descriptor.toPath(), path)) {
                    return Holding.YES;
                }
            } catch (AccessDeniedException notOurs) {
                holding = Holding.MAY_NOT_LOOK; // root of a container sees their numbers, but not what they are
            } catch (IOException closedMeanwhile) {
                // the next one
            }
        }
        return holding;
    }

    /** Waits for the moment between another launcher's lock and its pid. */
    private static long awaitPid(Path path, Descriptor file, long gone) throws ErrnoException {
        long deadline = Poll.deadline(PID_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        try (FileWatch watch = FileWatch.of(file)) {
            while (true) {
                long pid = HeldPidFile.read(path);
                long left = Poll.millisUntil(deadline);
                if ((pid > 0 && pid != gone) || left == 0 || !Poll.await(left, watch.number())[0]) {
                    return pid;
                }
                watch.drain();
            }
        }
    }

    private static Descriptor open(Path path) {
        int flags = Descriptor.O_RDWR | Descriptor.O_NOFOLLOW | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;
        try {
            Descriptor created = Descriptor.create(path.toString(), flags, MODE);
            return created != null
                    ? readable(created)
                    : Descriptor.open(path.toString(), flags | Descriptor.O_CREAT, MODE);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ELOOP)) {
                throw PidFileSafety.refusal(path, "it is a symbolic link; remove it");
            }
            String cure = failure.errno().equals(Errno.EACCES)
                    ? "; this user must be able to write to the file and to its directory: name another one, or start as root"
                    : "";
            throw new DaemonException("cannot open the pid file: " + failure.getMessage() + cure, failure);
        }
    }

    /** Whatever the umask: a pid is no secret, and the daemon may become another user. */
    private static Descriptor readable(Descriptor created) throws ErrnoException {
        try {
            created.changeMode(MODE);
            return created;
        } catch (ErrnoException failure) {
            created.close();
            throw failure;
        }
    }

    private static boolean namesTheSameFile(Path path, Descriptor file) {
        try {
            return new HeldPidFile(path, file.number()).isWhatThePathNames();
        } catch (IOException gone) {
            return false;
        }
    }
}

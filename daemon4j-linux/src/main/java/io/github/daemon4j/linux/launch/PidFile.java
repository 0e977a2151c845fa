/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.launch;

import io.github.daemon4j.AlreadyRunningException;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.RecordLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The pid file: one line, the pid, so that {@code kill $(cat FILE)} works; and a lock, which is what counts.
 *
 * <p>Byte 0 is locked by an open file description that the launcher makes and the daemon inherits: it is held without a gap
 * until the last of them is gone, however it ends. Byte 1 is locked by the launcher alone while it waits, which is how
 * "starting" is told from "running". The file is never replaced: who finds after locking that the path names another inode
 * has locked a file that was removed meanwhile, and begins again.
 */
final class PidFile implements AutoCloseable {

    private static final long RUNNING_BYTE = 0;
    private static final long STARTING_BYTE = 1;
    private static final int TRIES = 10;
    private static final long PID_WAIT_MILLIS = 500;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;

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
    static PidFile lock(Path asked) {
        Path path = checkDirectory(asked);
        for (int i = 0; i < TRIES; i++) {
            Descriptor lock = open(path);
            Descriptor starting = null;
            try {
                checkFile(path, lock);
                if (!RecordLock.tryLock(lock, RUNNING_BYTE)) {
                    throw new AlreadyRunningException(asked, awaitPid(path, lock));
                }
                if (namesTheSameFile(path, lock)) {
                    starting = open(path);
                    RecordLock.tryLock(starting, STARTING_BYTE);
                    PidFile locked = new PidFile(path, lock, starting);
                    lock = null;
                    starting = null;
                    return locked;
                }
            } catch (ErrnoException failure) {
                throw new DaemonException("cannot lock the pid file " + path + ": " + failure.getMessage(), failure);
            } finally {
                if (lock != null) {
                    lock.close();
                }
                if (starting != null) {
                    starting.close();
                }
            }
        }
        throw new DaemonException("cannot lock the pid file " + path + ": it was removed and made again " + TRIES
                + " times meanwhile; something else manages this file");
    }

    /** The same file as the daemon has it, who needs no native call for it. */
    private HeldPidFile held() {
        return new HeldPidFile(path, lock.number());
    }

    /** The locked descriptor, to be inherited by the daemon. */
    Descriptor descriptor() {
        return lock;
    }

    /**
     * Takes the file's block before anything is started, so that a full disk is found out in time.
     *
     * @throws DaemonException if nothing can be written
     */
    void reserve() {
        writeContent("\n");
    }

    /** Writes the daemon's pid: one write, complete when this returns. */
    void write(long pid) {
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
    HeldPidFile keep() {
        starting.close();
        return held();
    }

    /** Removes the file, if the path still names the one that is locked. */
    void remove() {
        held().remove();
    }

    @Override
    public void close() {
        starting.close();
        lock.close();
    }

    /** Whether a process holds the pid file, and as what. */
    static boolean isHeld(Descriptor file) throws ErrnoException {
        return RecordLock.isHeldElsewhere(file, RUNNING_BYTE);
    }

    static boolean isStarting(Descriptor file) throws ErrnoException {
        return RecordLock.isHeldElsewhere(file, STARTING_BYTE);
    }

    /** Waits for the moment between another launcher's lock and its pid. */
    static long awaitPid(Path path, Descriptor file) throws ErrnoException {
        long deadline = System.nanoTime() + PID_WAIT_MILLIS * 1_000_000;
        try (FileWatch watch = FileWatch.of(file)) {
            while (true) {
                long pid = HeldPidFile.read(path);
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (pid > 0 || left <= 0 || !Poll.await(left, watch.number())[0]) {
                    return pid;
                }
                watch.drain();
            }
        }
    }

    private static Path checkDirectory(Path asked) {
        Path directory = asked.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            throw new DaemonException("the pid file " + asked + " is a directory; name a file");
        }
        try {
            // /var/run is a symbolic link on every system; the directory it leads to is what counts.
            Path real = directory.toRealPath();
            Map<String, Object> attributes = Files.readAttributes(real, "unix:uid,gid,mode");
            int mode = (Integer) attributes.get("mode");
            int uid = (Integer) attributes.get("uid");
            if (uid != 0 && uid != effectiveUid()) {
                throw unsafe(
                        asked,
                        "its directory " + real + " belongs to uid " + uid
                                + ", who could put another pid into it; use a directory of root or of this user");
            }
            if ((mode & 0002) != 0 && (mode & STICKY) == 0) {
                throw unsafe(
                        asked,
                        "its directory " + real
                                + " is writable by everyone, who could put another pid into it; chmod o-w, or use another one");
            }
            return real.resolve(asked.getFileName());
        } catch (NoSuchFileException missing) {
            throw new DaemonException(
                    "the directory of the pid file " + asked + " does not exist; create " + directory, missing);
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot look at the directory of the pid file " + asked + ": " + failure, failure);
        }
    }

    private static Descriptor open(Path path) {
        int flags = Descriptor.O_RDWR
                | Descriptor.O_CREAT
                | Descriptor.O_NOFOLLOW
                | Descriptor.O_NOCTTY
                | Descriptor.O_NONBLOCK;
        try {
            return Descriptor.open(path.toString(), flags, 0644);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ELOOP)) {
                throw unsafe(path, "it is a symbolic link; remove it");
            }
            throw new DaemonException("cannot open the pid file: " + failure.getMessage(), failure);
        }
    }

    private static void checkFile(Path path, Descriptor file) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(Path.of("/proc/self/fd/" + file.number()), "unix:uid,mode,nlink");
            int mode = (Integer) attributes.get("mode");
            int uid = (Integer) attributes.get("uid");
            if ((mode & FILE_TYPE) != REGULAR) {
                throw unsafe(path, "it is no regular file; remove it");
            }
            if (uid != 0 && uid != effectiveUid()) {
                throw unsafe(path, "it belongs to uid " + uid + "; remove it");
            }
            if ((mode & WRITABLE_BY_OTHERS) != 0) {
                throw unsafe(
                        path,
                        "others may write to it (mode " + Integer.toOctalString(mode & 07777)
                                + ") and could put another pid into it; chmod go-w, or remove it");
            }
            if ((Integer) attributes.get("nlink") > 1) {
                throw unsafe(path, "it has other hard links; remove it");
            }
        } catch (IOException failure) {
            throw new DaemonException("cannot look at the pid file " + path + ": " + failure, failure);
        }
    }

    private static boolean namesTheSameFile(Path path, Descriptor file) {
        try {
            return new HeldPidFile(path, file.number()).isWhatThePathNames();
        } catch (IOException gone) {
            return false;
        }
    }

    private static int effectiveUid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static DaemonException unsafe(Path path, String why) {
        return new DaemonException("the pid file " + path + " is refused: " + why);
    }
}

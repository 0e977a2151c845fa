/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import org.jspecify.annotations.Nullable;

/** An open file descriptor that this process owns. Made close-on-exec: only {@link DaemonSpawn} passes one on. */
public final class Descriptor implements AutoCloseable {

    /** Flags of {@code open(2)}, from {@code asm-generic/fcntl.h}. */
    public static final int O_RDONLY = 0;

    public static final int O_RDWR = 2;
    public static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    public static final int O_NOCTTY = 0400;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_NOFOLLOW = Architecture.current().noFollow();
    /** A hold on a file without a right to its content. */
    public static final int O_PATH = 010000000;

    private static final int O_CLOEXEC = 02000000;
    private static final int AT_FDCWD = -100;

    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_SEAL_SEAL = 1;
    private static final int F_SEAL_SHRINK = 2;
    private static final int F_SEAL_GROW = 4;
    private static final int SPLICE_F_NONBLOCK = 2;

    /**
     * Above every number that {@link DaemonSpawn} gives to a daemon, so that no {@code dup2} overwrites a source; and low
     * enough for a JVM that is allowed no more than a few dozen descriptors.
     */
    private static final int LEAST_NUMBER = 16;

    private static final int LONGEST_PATH = 4096;

    private final int number;
    private boolean open = true;

    private Descriptor(int number) {
        this.number = number;
    }

    /** {@code int open(const char *path, int flags)}. */
    public static Descriptor open(String path, int flags) throws ErrnoException {
        return outOfTheWay(openAt(AT_FDCWD, SystemText.bytes(path), path, flags, 0));
    }

    /**
     * {@code openat(fd, name, flags, mode)}: what has that name in this directory.
     *
     * @param shown the path, for messages
     */
    public Descriptor openAt(byte[] name, String shown, int flags, int mode) throws ErrnoException {
        int opened = openAt(number, name, shown, flags, mode);
        return (flags & O_PATH) != 0 ? new Descriptor(opened) : outOfTheWay(opened);
    }

    /**
     * {@code openat(fd, name, flags | O_CREAT | O_EXCL, mode)}: a file that this call has made, through no symbolic link.
     *
     * @return null if there is something of that name already
     */
    public @Nullable Descriptor createAt(byte[] name, String shown, int flags, int mode) throws ErrnoException {
        try {
            return openAt(name, shown, flags | O_CREAT | O_EXCL, mode);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EEXIST)) {
                return null;
            }
            throw failure;
        }
    }

    private static int openAt(int directory, byte[] name, String shown, int flags, int mode) throws ErrnoException {
        try (Memory path = CStrings.of(name)) {
            Object[] arguments = {directory, path, flags | O_CLOEXEC, mode};
            return Libc.call("openat", "open(" + shown + ")", arguments);
        }
    }

    /** Opens what this descriptor holds, and nothing else, whatever its names are by now: {@code /proc/self/fd/N}. */
    public Descriptor reopen(int flags) throws ErrnoException {
        return reopen("/proc/self/fd/" + number, flags);
    }

    /**
     * As {@link #reopen(int)}.
     *
     * @param shown the path, for messages
     */
    public Descriptor reopen(String shown, int flags) throws ErrnoException {
        return outOfTheWay(openAt(AT_FDCWD, SystemText.bytes("/proc/self/fd/" + number), shown, flags, 0));
    }

    /** {@code readlinkat(fd, "", ...)} of a symbolic link that is held with {@code O_PATH | O_NOFOLLOW}. */
    public byte[] linkTarget() throws ErrnoException {
        try (Memory empty = CStrings.of(new byte[0]);
                Memory target = new Memory(LONGEST_PATH)) {
            int length = Libc.call("readlinkat", number, empty, target, (long) LONGEST_PATH);
            return target.getByteArray(0, length);
        }
    }

    /** {@code unlinkat(fd, name, 0)}: removes the name from this directory. */
    public void removeAt(byte[] name) throws ErrnoException {
        try (Memory path = CStrings.of(name)) {
            Libc.call("unlinkat", number, path, 0);
        }
    }

    /** {@code renameat(fd, from, fd, to)}: another name in this directory; what had that one before is gone. */
    public void renameAt(byte[] from, byte[] to, String tried) throws ErrnoException {
        try (Memory before = CStrings.of(from);
                Memory after = CStrings.of(to)) {
            Libc.call("renameat", "rename(" + tried + ")", new Object[] {number, before, number, after});
        }
    }

    /** {@code int pipe2(int pipefd[2], O_CLOEXEC)}: the reading end, which does not block, and the writing end. */
    public static Descriptor[] pipe() throws ErrnoException {
        try (Memory ends = new Memory(8)) {
            Libc.call("pipe2", ends, O_CLOEXEC | O_NONBLOCK);
            Descriptor reading = outOfTheWay(ends.getInt(0));
            Descriptor writing = outOfTheWay(ends.getInt(4));
            Libc.call("fcntl", writing.number, 4 /* F_SETFL */, 0); // the daemon's end blocks
            return new Descriptor[] {reading, writing};
        }
    }

    /** {@code int memfd_create(const char *name, MFD_CLOEXEC)}: a file without a name, gone with its last user. */
    public static Descriptor anonymousFile(String name) throws ErrnoException {
        try (Memory shown = CStrings.of(SystemText.bytes(name))) {
            return outOfTheWay(Libc.call("memfd_create", shown, MFD_CLOEXEC));
        }
    }

    /**
     * A file without a name that is full at a length: a write beyond it fails with EPERM. {@code memfd_create},
     * {@code ftruncate} and {@code fcntl(F_ADD_SEALS)}.
     */
    public static Descriptor boundedFile(String name, int bytes) throws ErrnoException {
        try (Memory shown = CStrings.of(SystemText.bytes(name))) {
            Descriptor made = outOfTheWay(Libc.call("memfd_create", shown, MFD_CLOEXEC | MFD_ALLOW_SEALING));
            try {
                Libc.call("ftruncate", made.number, (long) bytes);
                Libc.call("fcntl", made.number, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW);
            } catch (ErrnoException failure) {
                made.close();
                throw failure;
            }
            return made;
        }
    }

    /** {@code fcntl(number, F_DUPFD_CLOEXEC)}: one more descriptor of what is open at a number. */
    public static Descriptor duplicate(int number) throws ErrnoException {
        return duplicate(number, LEAST_NUMBER);
    }

    /** The same, not below {@code least}. */
    static Descriptor duplicate(int number, int least) throws ErrnoException {
        return new Descriptor(Libc.call("fcntl", number, F_DUPFD_CLOEXEC, least));
    }

    /** What a call of this package has just opened. */
    static Descriptor outOfTheWay(int number) throws ErrnoException {
        if (number >= LEAST_NUMBER) {
            return new Descriptor(number);
        }
        try {
            return duplicate(number, LEAST_NUMBER);
        } finally {
            Libc.function("close").invokeInt(new Object[] {number});
        }
    }

    /** The number, for {@code /proc/self/fd} and for {@link DaemonSpawn}. */
    public int number() {
        return number;
    }

    /**
     * {@code ssize_t pread(fd, buffer, buffer.length, offset)}.
     *
     * @return how many bytes were read, 0 at the end of the file
     */
    public int read(byte[] buffer, long offset) throws ErrnoException {
        try (Memory memory = new Memory(buffer.length)) {
            int count = Libc.call("pread", number, memory, (long) buffer.length, offset);
            memory.read(0, buffer, 0, count);
            return count;
        }
    }

    /**
     * {@code ssize_t read(fd, buffer, buffer.length)} of a pipe.
     *
     * @return how many bytes were read, 0 when every writer is gone, -1 if there is nothing to be read now
     */
    public int read(byte[] buffer) throws ErrnoException {
        try (Memory memory = new Memory(buffer.length)) {
            int count = Libc.call("read", number, memory, (long) buffer.length);
            memory.read(0, buffer, 0, count);
            return count;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EAGAIN) || failure.errno().equals(Errno.EINTR)) {
                return -1;
            }
            throw failure;
        }
    }

    /**
     * {@code pwrite} at the beginning, then {@code ftruncate} to its end: the whole content, or an error. In this order, so
     * that who reads meanwhile finds no empty file.
     */
    public void replaceContent(byte[] content) throws ErrnoException {
        try (Memory memory = new Memory(content.length)) {
            memory.write(0, content, 0, content.length);
            int written = Libc.call("pwrite", number, memory, (long) content.length, 0L);
            if (written != content.length) {
                throw new ErrnoException("pwrite of " + content.length + " bytes", Errno.ENOSPC);
            }
        }
        Libc.call("ftruncate", number, (long) content.length);
    }

    /** {@code int dup2(int fd, int target)}: another number becomes this file, in one step. */
    public void replace(int target) throws ErrnoException {
        Libc.call("dup2", number, target);
    }

    /** {@code fcntl(fd, F_GETPIPE_SZ)}: how many bytes a pipe holds. */
    public int pipeCapacity() throws ErrnoException {
        return Libc.call("fcntl", number, F_GETPIPE_SZ);
    }

    /**
     * {@code fcntl(fd, F_SETPIPE_SZ, bytes)}: as large a pipe as the system allows this user, halving what is asked for.
     *
     * @return how many bytes it holds
     */
    public int growPipe(int bytes) throws ErrnoException {
        int size = bytes;
        while (size > pipeCapacity() && !setPipeCapacity(size)) {
            size /= 2;
        }
        return pipeCapacity();
    }

    /** Refused with EPERM above fs.pipe-max-size, or where this user has reached fs.pipe-user-pages-soft. */
    private boolean setPipeCapacity(int bytes) {
        try {
            Libc.call("fcntl", number, F_SETPIPE_SZ, bytes);
            return true;
        } catch (ErrnoException tooMuch) {
            return false;
        }
    }

    /**
     * {@code ssize_t write(fd, bytes, count)} to a pipe that was opened with {@link #O_NONBLOCK}.
     *
     * @return how many bytes it took; 0 if it is full
     */
    public int offer(byte[] bytes, int count) throws ErrnoException {
        try (Memory memory = new Memory(count)) {
            memory.write(0, bytes, 0, count);
            return Libc.call("write", number, memory, (long) count);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EAGAIN) || failure.errno().equals(Errno.EINTR)) {
                return 0;
            }
            throw failure;
        }
    }

    /** {@code tee(pipe, fd, bytes)}: copies the first bytes of another pipe into this one; they stay there. */
    public void copyFrom(Descriptor pipe, int bytes) throws ErrnoException {
        try {
            Libc.call("tee", pipe.number, number, (long) bytes, SPLICE_F_NONBLOCK);
        } catch (ErrnoException failure) {
            if (!failure.errno().equals(Errno.EAGAIN)) {
                throw failure;
            }
        }
    }

    /** {@code int fchmod(int fd, mode_t mode)}. */
    public void changeMode(int mode) throws ErrnoException {
        Libc.call("fchmod", number, mode);
    }

    /** {@code int fchown(int fd, uid_t owner, gid_t group)}. */
    public void changeOwner(int uid, int gid) throws ErrnoException {
        Libc.call("fchown", number, uid, gid);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            Libc.function("close").invokeInt(new Object[] {number});
        }
    }
}

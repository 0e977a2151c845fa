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
    public static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    public static final int O_NOCTTY = 0400;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_NOFOLLOW = Architecture.current().noFollow();
    private static final int O_CLOEXEC = 02000000;

    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_SEAL_WRITE = 8;
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;

    /** Above every number that {@link DaemonSpawn} gives to a daemon, so that no {@code dup2} overwrites a source. */
    private static final int LEAST_NUMBER = 64;

    private final int number;
    private boolean open = true;

    private Descriptor(int number) {
        this.number = number;
    }

    /** {@code int open(const char *path, int flags, mode_t mode)}. */
    public static Descriptor open(String path, int flags, int mode) throws ErrnoException {
        try (Memory name = CStrings.of(SystemText.bytes(path))) {
            Object[] arguments = {name, flags | O_CLOEXEC, mode};
            return outOfTheWay(Libc.call("open", "open(" + path + ")", arguments));
        }
    }

    /**
     * {@code open(path, flags | O_CREAT | O_EXCL, mode)}: a file that this call has made, through no symbolic link.
     *
     * @return null if there is something of that name already
     */
    public static @Nullable Descriptor create(String path, int flags, int mode) throws ErrnoException {
        try {
            return open(path, flags | O_CREAT | O_EXCL, mode);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EEXIST)) {
                return null;
            }
            throw failure;
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

    /** {@code int memfd_create(const char *name, MFD_ALLOW_SEALING)}: a file without a name, gone with its last user. */
    public static Descriptor anonymousFile(String name) throws ErrnoException {
        try (Memory shown = CStrings.of(SystemText.bytes(name))) {
            return outOfTheWay(Libc.call("memfd_create", shown, MFD_CLOEXEC | MFD_ALLOW_SEALING));
        }
    }

    private static Descriptor outOfTheWay(int number) throws ErrnoException {
        if (number >= LEAST_NUMBER) {
            return new Descriptor(number);
        }
        try {
            return new Descriptor(Libc.call("fcntl", number, F_DUPFD_CLOEXEC, LEAST_NUMBER));
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

    /** {@code ftruncate} to nothing, then {@code pwrite} at the beginning: the whole content, or an error. */
    public void replaceContent(byte[] content) throws ErrnoException {
        Libc.call("ftruncate", number, 0L);
        try (Memory memory = new Memory(content.length)) {
            memory.write(0, content, 0, content.length);
            int written = Libc.call("pwrite", number, memory, (long) content.length, 0L);
            if (written != content.length) {
                throw new ErrnoException("pwrite of " + content.length + " bytes", Errno.ENOSPC);
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

    /** {@code fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE)}: nobody can write to this anonymous file any more. */
    public void sealAgainstWriting() throws ErrnoException {
        Libc.call("fcntl", number, F_ADD_SEALS, F_SEAL_WRITE);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            Libc.function("close").invokeInt(new Object[] {number});
        }
    }
}

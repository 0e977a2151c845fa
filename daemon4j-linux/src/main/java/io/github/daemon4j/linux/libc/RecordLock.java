/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/**
 * Open-file-description locks, fcntl(2), on a range of bytes. Not {@code java.nio.channels.FileLock}: that one belongs to
 * the process, is not inherited by a child, and is silently lost when anything in the JVM closes the same file.
 *
 * <p>Only a write lock counts as held. A read lock can be had by everybody who can read the file; here it is a way to wait.
 */
public final class RecordLock {

    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final int F_OFD_SETLKW = 38;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    /** A range of bytes of a lock file. */
    public record Range(long first, long length) {}

    private RecordLock() {}

    /**
     * {@code fcntl(fd, F_OFD_SETLK, F_WRLCK)}. The lock lives as long as the open file description: a child that inherits
     * the descriptor holds it too.
     *
     * @return whether the lock was taken; {@code false} if another holds it
     */
    public static boolean tryLock(Descriptor file, Range range) throws ErrnoException {
        try (Memory lock = lock(F_WRLCK, range)) {
            Libc.call("fcntl", file.number(), F_OFD_SETLK, lock);
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EAGAIN) || failure.errno().equals(Errno.EACCES)) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * {@code fcntl(fd, F_OFD_GETLK, F_RDLCK)}: the length of the write lock that another open file description has on the
     * range, {@link Long#MAX_VALUE} for one that has no end; 0 if none has one.
     */
    public static long heldElsewhere(Descriptor file, Range range) throws ErrnoException {
        try (Memory lock = lock(F_RDLCK, range)) {
            Libc.call("fcntl", file.number(), F_OFD_GETLK, lock);
            if (lock.getShort(0) == F_UNLCK) {
                return 0;
            }
            long length = lock.getLong(16);
            return length == 0 ? Long.MAX_VALUE : length;
        }
    }

    /** {@code fcntl(fd, F_OFD_SETLKW, F_RDLCK)}: returns when nobody has a write lock; the read lock goes with the description.
     * Blocks the thread. */
    public static void awaitRelease(Descriptor file, Range range) throws ErrnoException {
        boolean interrupted = true;
        while (interrupted) {
            try (Memory lock = lock(F_RDLCK, range)) {
                Libc.call("fcntl", file.number(), F_OFD_SETLKW, lock);
                interrupted = false;
            } catch (ErrnoException failure) {
                if (!failure.errno().equals(Errno.EINTR)) {
                    throw failure;
                }
            }
        }
    }

    /** {@code struct flock { short l_type; short l_whence; off_t l_start; off_t l_len; pid_t l_pid }}, 64-bit layout. */
    private static Memory lock(short type, Range range) {
        Memory lock = new Memory(32);
        lock.clear();
        lock.setShort(0, type);
        lock.setLong(8, range.first());
        lock.setLong(16, range.length());
        return lock;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/**
 * Open-file-description locks, fcntl(2). Not {@code java.nio.channels.FileLock}: that one belongs to the process, is not
 * inherited by a child, and is silently lost when anything in the JVM closes the same file.
 */
public final class RecordLock {

    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    private RecordLock() {}

    /**
     * {@code fcntl(fd, F_OFD_SETLK, write lock of one byte)}. The lock lives as long as the open file description: a child
     * that inherits the descriptor holds it too.
     *
     * @return whether the lock was taken; {@code false} if another holds it
     */
    public static boolean tryLock(Descriptor file, long offset) throws ErrnoException {
        try (Memory lock = writeLock(offset)) {
            Libc.call("fcntl", file.number(), F_OFD_SETLK, lock);
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EAGAIN) || failure.errno().equals(Errno.EACCES)) {
                return false;
            }
            throw failure;
        }
    }

    /** {@code fcntl(fd, F_OFD_GETLK, ...)}: whether another open file description holds the lock of that byte. */
    public static boolean isHeldElsewhere(Descriptor file, long offset) throws ErrnoException {
        try (Memory lock = writeLock(offset)) {
            Libc.call("fcntl", file.number(), F_OFD_GETLK, lock);
            return lock.getShort(0) != F_UNLCK;
        }
    }

    /** {@code struct flock { short l_type; short l_whence; off_t l_start; off_t l_len; pid_t l_pid }}, 64-bit layout. */
    private static Memory writeLock(long offset) {
        Memory lock = new Memory(32);
        lock.clear();
        lock.setShort(0, F_WRLCK);
        lock.setLong(8, offset);
        lock.setLong(16, 1);
        return lock;
    }
}

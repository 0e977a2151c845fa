/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The kit's only door to native code: the C library of a 64-bit Linux with glibc 2.34 or later. Errors leave through
 * {@link #failure}, except where a return value says more (end of stream, no such process).
 */
final class Libc {

    static final int O_RDWR = 2;
    static final int POLLIN = 1;
    static final int POLLOUT = 4;

    static final int O_CLOEXEC = 0x80000;
    private static final int O_NONBLOCK = 0x800;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int EAGAIN = 11;
    private static final int ESRCH = 3;
    private static final int ENOENT = 2;
    private static final int EINVAL = 22;
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    private Libc() {}

    /** The functions themselves, named as in their man pages. */
    private static final class C {
        static {
            Native.register(C.class, NativeLibrary.getProcess());
        }

        static native int pipe2(Pointer descriptors, int flags);

        static native int eventfd(int initial, int flags);

        static native int fcntl(int fd, int command, long argument);

        static native int close(int fd);

        static native long read(int fd, Pointer buffer, long count);

        static native long write(int fd, Pointer buffer, long count);

        static native int poll(Pointer descriptors, long count, int timeoutMillis);

        static native int waitpid(int pid, Pointer status, int options);

        static native long syscall(long number, long a, long b, long c, long d);

        static native String strerror(int errno);

        static native int posix_spawnp(
                Pointer pid, Pointer file, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);
    }

    /** Read end and write end of a new close-on-exec pipe. */
    static int[] pipe() {
        Memory ends = new Memory(8);
        check(C.pipe2(ends, O_CLOEXEC), "pipe2");
        return new int[] {ends.getInt(0), ends.getInt(4)};
    }

    /**
     * Lets reads and writes return at once. What is ready when it is looked at need not be any more when it is read: another
     * process may open a terminal again that was hung up.
     */
    static void doNotBlock(int descriptor) {
        int flags = check(C.fcntl(descriptor, F_GETFL, 0), "fcntl(F_GETFL)");
        check(C.fcntl(descriptor, F_SETFL, flags | O_NONBLOCK), "fcntl(F_SETFL)");
    }

    static int eventDescriptor() {
        return check(C.eventfd(0, O_CLOEXEC), "eventfd");
    }

    static void close(int descriptor) {
        C.close(descriptor);
    }

    /** Bytes read; 0 at end of stream, which a terminal master whose last slave closed reports as EIO; -1 if there is nothing. */
    static int read(int descriptor, Memory buffer) {
        while (true) {
            long count = C.read(descriptor, buffer, buffer.size());
            if (count >= 0) {
                return (int) count;
            }
            int error = Native.getLastError();
            if (error == EIO) {
                return 0;
            }
            if (error == EAGAIN) {
                return -1;
            }
            if (error != EINTR) {
                throw failure("read", error);
            }
        }
    }

    /** Bytes written; 0 if there is no room. */
    static int write(int descriptor, byte[] bytes, int offset) {
        int length = bytes.length - offset;
        Memory buffer = new Memory(length);
        buffer.write(0, bytes, offset, length);
        while (true) {
            long count = C.write(descriptor, buffer, length);
            if (count >= 0) {
                return (int) count;
            }
            int error = Native.getLastError();
            if (error == EAGAIN) {
                return 0;
            }
            if (error != EINTR) {
                throw failure("write", error);
            }
        }
    }

    /**
     * Waits until the first descriptor is ready for {@code events} (or hung up) or the second, if not negative, has input.
     *
     * @param timeoutMillis negative for ever
     * @return bit 0 for the first, bit 1 for the second; 0 after the timeout
     */
    static int poll(int descriptor, int events, int other, int timeoutMillis) {
        Memory set = new Memory(16);
        set.clear();
        set.setInt(0, descriptor);
        set.setShort(4, (short) events);
        set.setInt(8, other);
        set.setShort(12, (short) POLLIN);
        int ready = C.poll(set, 2, timeoutMillis);
        if (ready < 0) {
            int error = Native.getLastError();
            if (error == EINTR) {
                return 0;
            }
            throw failure("poll", error);
        }
        return (set.getShort(6) != 0 ? 1 : 0) | (set.getShort(14) != 0 ? 2 : 0);
    }

    /** Blocks until this child of the JVM has ended, and reaps it. Returns its wait status. */
    static int waitForChild(int pid) {
        Memory status = new Memory(4);
        while (C.waitpid(pid, status, 0) < 0) {
            int error = Native.getLastError();
            if (error != EINTR) {
                throw failure("waitpid(" + pid + ")", error);
            }
        }
        return status.getInt(0);
    }

    /** A descriptor that means this process and no later one with its pid; -1 if there is none such. */
    static int openProcess(long pid) {
        long descriptor = C.syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
        return openOrGone(pid, descriptor, descriptor < 0 ? Native.getLastError() : 0);
    }

    /**
     * What pidfd_open(2) has answered: a descriptor, or -1 if the process is gone. Linux 6.1 and 6.12 say EINVAL, not ESRCH,
     * of a leader that is gone while others are in its group or session; of what is only a thread, EINVAL or ENOENT.
     */
    static int openOrGone(long pid, long descriptor, int error) {
        if (descriptor < 0 && error != ESRCH && error != EINVAL && error != ENOENT) {
            throw failure("pidfd_open(" + pid + ")", error);
        }
        return (int) descriptor;
    }

    /** Sends a signal; {@code false} if the process has ended. */
    static boolean sendSignal(int processDescriptor, int signal) {
        if (C.syscall(SYS_PIDFD_SEND_SIGNAL, processDescriptor, signal, 0, 0) == 0) {
            return true;
        }
        int error = Native.getLastError();
        if (error == ESRCH) {
            return false;
        }
        throw failure("pidfd_send_signal(" + signal + ")", error);
    }

    /** Starts a program; see {@link SpawnPlan}. */
    static int spawn(SpawnPlan plan) {
        List<String> command = plan.command();
        try (Memory actions = plan.fileActions();
                Memory attributes = SpawnPlan.newSessionWithDefaultSignals();
                Memory argv = strings(command);
                Memory envp = strings(plan.environment());
                Memory pid = new Memory(4)) {
            int error = C.posix_spawnp(pid, argv.getPointer(0), actions, attributes, argv, envp);
            SpawnPlan.destroy(actions, attributes);
            if (error != 0) {
                throw failure("Cannot start " + command + ": posix_spawnp", error);
            }
            return pid.getInt(0);
        }
    }

    /** A null-terminated array of C strings in UTF-8, and the strings, in one block. */
    private static Memory strings(List<String> strings) {
        byte[][] encoded = new byte[strings.size()][];
        long pointers = 8L * (encoded.length + 1);
        long size = pointers;
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = strings.get(i).getBytes(StandardCharsets.UTF_8);
            size += encoded[i].length + 1;
        }
        Memory block = new Memory(size);
        block.clear();
        long at = pointers;
        for (int i = 0; i < encoded.length; i++) {
            block.setPointer(8L * i, block.share(at));
            block.write(at, encoded[i], 0, encoded[i].length);
            at += encoded[i].length + 1;
        }
        return block;
    }

    static int check(int result, String call) {
        if (result < 0) {
            throw failure(call, Native.getLastError());
        }
        return result;
    }

    static UncheckedIOException failure(String call, int error) {
        return new UncheckedIOException(
                new IOException(call + " failed: " + C.strerror(error) + " (errno " + error + ")"));
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A datagram to an AF_UNIX socket, and descriptors with it, which the JDK cannot send. */
public final class DatagramSocket {

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
    static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    /**
     * {@code struct msghdr { void *name; socklen_t namelen; struct iovec *iov; size_t iovlen; void *control; size_t
     * controllen; int flags }}, with holes after {@code namelen} and {@code flags}.
     */
    private static final int MSGHDR_BYTES = 56;

    /** {@code struct iovec { void *base; size_t len }}. */
    private static final int IOVEC_BYTES = 16;

    /** Where a header says what became of it, and where its control messages are. */
    static final int FLAGS = 48;

    static final int CONTROL = MSGHDR_BYTES + IOVEC_BYTES;

    /** {@code struct cmsghdr { size_t len; int level; int type }}, which the descriptors follow. */
    static final int CMSGHDR_BYTES = 16;

    /** A receiver that does not read has a full queue. */
    private static final long PATIENCE_SECONDS = 5;

    private DatagramSocket() {}

    /**
     * {@code socket}, {@code connect}, {@code poll}, {@code sendmsg}, {@code close}. Waits for a receiver that has too much to
     * read, but not for ever.
     *
     * @param address a path, or {@code @} and an abstract name
     * @param passed descriptors that the receiver is to have too
     */
    public static void send(String address, byte[] message, int... passed) throws ErrnoException {
        try (Descriptor socket = open();
                Memory content = new Memory(Math.max(1, message.length));
                Memory header = header(content, message.length, passed)) {
            connect(socket, address);
            content.write(0, message, 0, message.length);
            long deadline = Poll.deadline(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (!offer(socket, address, header)) {
                long left = Poll.millisUntil(deadline);
                if (left == 0) {
                    throw new ErrnoException(
                            "sendmsg(" + address + ") within " + PATIENCE_SECONDS + " s", Errno.EAGAIN);
                }
                Poll.awaitWritable(socket.number(), left); // of one that is connected: the receiver has room
            }
        }
    }

    static Descriptor open() throws ErrnoException {
        return Descriptor.outOfTheWay(Libc.call("socket", (int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
    }

    private static void connect(Descriptor socket, String address) throws ErrnoException {
        try (Memory to = address(address)) {
            Libc.call("connect", "connect(" + address + ")", new Object[] {socket.number(), to, (int) to.size()});
        }
    }

    /** {@code struct sockaddr_un}: an abstract name begins with NUL and ends with its length, a path ends with NUL. */
    static Memory address(String address) {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name[0] == '@';
        if (isAbstract) {
            name[0] = 0;
        }
        Memory memory = new Memory(name.length + (isAbstract ? 2L : 3L));
        memory.clear();
        memory.setShort(0, AF_UNIX);
        memory.write(2, name, 0, name.length);
        return memory;
    }

    /** A header for a message with descriptors. */
    private static Memory header(Memory content, int length, int[] passed) {
        if (passed.length == 0) {
            return header(content, length, 0);
        }
        int rights = CMSGHDR_BYTES + Integer.BYTES * passed.length;
        Memory header = header(content, length, (rights + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        header.setLong(CONTROL, rights);
        header.setInt(CONTROL + 8, SOL_SOCKET);
        header.setInt(CONTROL + 12, SCM_RIGHTS);
        header.write(CONTROL + CMSGHDR_BYTES, passed, 0, passed.length);
        return header;
    }

    /** A header, what it points to behind it, and room for control messages. */
    static Memory header(Memory content, int length, int controlBytes) {
        Memory header = new Memory(CONTROL + controlBytes);
        header.clear();
        header.setPointer(16, header.share(MSGHDR_BYTES));
        header.setLong(24, 1);
        header.setPointer(MSGHDR_BYTES, content);
        header.setLong(MSGHDR_BYTES + 8, length);
        if (controlBytes > 0) {
            header.setPointer(32, header.share(CONTROL));
            header.setLong(40, controlBytes);
        }
        return header;
    }

    private static boolean offer(Descriptor socket, String address, Memory header) throws ErrnoException {
        try {
            Libc.call("sendmsg", "sendmsg(" + address + ")", new Object[] {
                socket.number(), header, MSG_DONTWAIT | MSG_NOSIGNAL
            });
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EAGAIN) || failure.errno().equals(Errno.EINTR)) {
                return false;
            }
            throw failure;
        }
    }
}

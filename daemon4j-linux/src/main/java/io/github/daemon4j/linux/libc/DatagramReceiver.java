/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The receiving end of an AF_UNIX datagram socket, which tells of each message who sent it: {@code SO_PASSCRED} of unix(7). */
public final class DatagramReceiver implements AutoCloseable {

    private static final int SO_PASSCRED = Architecture.current().passCredentials();
    private static final int MSG_TRUNC = 0x20;

    /** A {@code cmsghdr} and {@code struct ucred { pid_t pid; uid_t uid; gid_t gid }}, aligned; no room for descriptors, so none are taken. */
    private static final int CONTROL_BYTES = 32;

    private static final int SCM_CREDENTIALS = 2;

    /** What systemd reads, too: {@code PIPE_BUF}. */
    private static final int MOST_BYTES = 4096;

    private final Descriptor socket;

    private DatagramReceiver(Descriptor socket) {
        this.socket = socket;
    }

    /**
     * A message.
     *
     * @param pid who sent it, as the kernel vouches for it, in this process's pid namespace; 0 if it has no number there. It may have
     *     ended since
     * @param text in UTF-8; of a message that was longer than {@code PIPE_BUF}, nothing
     */
    public record Datagram(int pid, String text) {}

    /**
     * {@code socket}, {@code setsockopt(SO_PASSCRED)}, {@code bind}.
     *
     * @param address {@code @} and an abstract name: no file is made, and nothing is left of it when it is closed
     */
    public static DatagramReceiver bind(String address) throws ErrnoException {
        Descriptor socket = DatagramSocket.open();
        boolean bound = false;
        try (Memory word = new Memory(Integer.BYTES);
                Memory name = DatagramSocket.address(address)) {
            word.setInt(0, 1);
            Object[] option = {socket.number(), DatagramSocket.SOL_SOCKET, SO_PASSCRED, word, Integer.BYTES};
            Libc.call("setsockopt", "setsockopt(SO_PASSCRED)", option);
            Libc.call("bind", "bind(" + address + ")", new Object[] {socket.number(), name, (int) name.size()});
            bound = true;
            return new DatagramReceiver(socket);
        } finally {
            if (!bound) {
                socket.close();
            }
        }
    }

    /**
     * Waits for a message.
     *
     * @return whether there is one
     */
    public boolean await(long millis) throws ErrnoException {
        return Poll.await(millis, socket.number())[0];
    }

    /** {@code recvmsg(MSG_DONTWAIT)}: the next message; null if there is none. */
    public @Nullable Datagram receive() throws ErrnoException {
        try (Memory content = new Memory(MOST_BYTES);
                Memory header = DatagramSocket.header(content, MOST_BYTES, CONTROL_BYTES)) {
            Object[] arguments = {socket.number(), header, DatagramSocket.MSG_DONTWAIT};
            int length = Libc.call("recvmsg", arguments);
            boolean isWhole = (header.getInt(DatagramSocket.FLAGS) & MSG_TRUNC) == 0;
            byte[] bytes = content.getByteArray(0, isWhole ? length : 0);
            return new Datagram(sender(header), new String(bytes, StandardCharsets.UTF_8));
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EAGAIN) || failure.errno().equals(Errno.EINTR)) {
                return null;
            }
            throw failure;
        }
    }

    private static int sender(Memory header) {
        int control = DatagramSocket.CONTROL;
        boolean isTold = header.getLong(control) >= DatagramSocket.CMSGHDR_BYTES + 3 * Integer.BYTES
                && header.getInt(control + 8) == DatagramSocket.SOL_SOCKET
                && header.getInt(control + 12) == SCM_CREDENTIALS;
        return isTold ? header.getInt(control + DatagramSocket.CMSGHDR_BYTES) : 0;
    }

    @Override
    public void close() {
        socket.close();
    }
}

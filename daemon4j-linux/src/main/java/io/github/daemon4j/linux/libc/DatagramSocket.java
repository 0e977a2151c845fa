/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.nio.charset.StandardCharsets;

/** A datagram to an AF_UNIX socket, which the JDK cannot send. */
public final class DatagramSocket {

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private DatagramSocket() {}

    /**
     * {@code socket}, {@code sendto}, {@code close}.
     *
     * @param address a path, or {@code @} and an abstract name
     */
    public static void send(String address, byte[] message) throws ErrnoException {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name[0] == '@') {
            name[0] = 0; // an abstract name begins with NUL and ends with its length
        }
        int socket = Libc.call("socket", (int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        try (Memory to = new Memory(2L + name.length + 1);
                Memory content = new Memory(Math.max(1, message.length))) {
            to.clear();
            to.setShort(0, AF_UNIX);
            to.write(2, name, 0, name.length);
            content.write(0, message, 0, message.length);
            int length = name.length + (name[0] == 0 ? 2 : 3);
            Object[] arguments = {socket, content, (long) message.length, MSG_NOSIGNAL, to, length};
            Libc.call("sendto", "sendto(" + address + ")", arguments);
        } finally {
            Libc.function("close").invokeInt(new Object[] {socket});
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** A service manager's end of {@code NOTIFY_SOCKET}: the JDK knows no unix datagram sockets. */
final class NotifySocket implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final long WAIT_SECONDS = 20;
    private static final int PATH_OFFSET = 2;

    private final int descriptor;

    private NotifySocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes a socket.
     *
     * @param address a path, or an abstract name that begins with {@code @}
     */
    static NotifySocket bind(String address) {
        NotifySocket socket = new NotifySocket(call("socket", AF_UNIX, SOCK_DGRAM, 0));
        try (Memory sockaddr = sockaddr(address);
                Memory timeout = new Memory(16)) {
            call("bind", socket.descriptor, sockaddr, (int) sockaddr.size());
            timeout.setLong(0, WAIT_SECONDS);
            timeout.setLong(8, 0);
            call("setsockopt", socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, timeout, 16);
            return socket;
        } catch (RuntimeException | Error failure) {
            socket.close();
            throw failure;
        }
    }

    private static Memory sockaddr(String address) {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        if (path[0] == '@') {
            path[0] = 0;
        }
        Memory sockaddr = new Memory(PATH_OFFSET + path.length);
        sockaddr.setShort(0, (short) AF_UNIX);
        sockaddr.write(PATH_OFFSET, path, 0, path.length);
        return sockaddr;
    }

    /** The other end: a client's. */
    static void send(String address, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (NotifySocket client = new NotifySocket(call("socket", AF_UNIX, SOCK_DGRAM, 0));
                Memory sockaddr = sockaddr(address);
                Memory content = new Memory(bytes.length)) {
            content.write(0, bytes, 0, bytes.length);
            int size = (int) sockaddr.size();
            call("sendto", client.descriptor, content, (long) bytes.length, 0, sockaddr, size);
        }
    }

    /** The next datagram; fails if none comes. */
    String receive() {
        try (Memory buffer = new Memory(4096)) {
            int count = call("recv", descriptor, buffer, buffer.size(), 0);
            return new String(buffer.getByteArray(0, count), StandardCharsets.UTF_8);
        }
    }

    /** Whether no further datagram has come. */
    boolean isEmpty() {
        try (Memory buffer = new Memory(4096)) {
            return function("recv").invokeInt(new Object[] {descriptor, buffer, buffer.size(), MSG_DONTWAIT}) < 0;
        }
    }

    @Override
    public void close() {
        call("close", descriptor);
    }

    /** What a client of inetd's would connect to. */
    static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }

    private static int call(String name, Object... arguments) {
        int result = function(name).invokeInt(arguments);
        if (result < 0) {
            throw new AssertionError(name + ": errno " + Native.getLastError());
        }
        return result;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stream sockets that listen, as descriptors: {@code socket(2)}, {@code bind(2)}, {@code listen(2)}. With the options that the
 * JDK gives its own: SO_REUSEADDR, and IPv4 beside IPv6.
 */
public final class ListeningDescriptor {

    private static final short AF_UNIX = 1;
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_ACCEPTCONN = 30;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    /** {@code sizeof(struct sockaddr_un.sun_path)}, whose last byte is a NUL. */
    private static final int SUN_PATH = 108;

    private static final int SOCKADDR_IN = 16;
    private static final int SOCKADDR_IN6 = 28;

    /** What the kernel cuts to {@code net.core.somaxconn}, whose default this is since Linux 5.4. */
    private static final int BACKLOG = 4096;

    private ListeningDescriptor() {}

    /**
     * Binds a TCP socket. The address that stands for all of them is that of IPv6 and of IPv4, where there is IPv6.
     *
     * @param withoutIpv6 whether this JVM was told to do without ({@code java.net.preferIPv4Stack})
     */
    public static Descriptor ofInternet(InetAddress address, int port, boolean withoutIpv6) throws ErrnoException {
        boolean both = address.isAnyLocalAddress() && !withoutIpv6;
        if (!both && !(address instanceof Inet6Address)) {
            return bound(AF_INET, internetAddress(address, port));
        }
        try {
            return bound(AF_INET6, internet6Address(address, port));
        } catch (ErrnoException failure) {
            if (both && failure.errno().equals(Errno.EAFNOSUPPORT)) { // a kernel without IPv6
                return bound(AF_INET, internetAddress(null, port));
            }
            throw failure;
        }
    }

    private static Descriptor bound(short family, Memory address) throws ErrnoException {
        boolean bound = false;
        Descriptor socket = null;
        try (address) {
            socket = socket(family);
            enable(socket, SOL_SOCKET, SO_REUSEADDR, 1);
            if (family == AF_INET6) {
                enable(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
            }
            Libc.call("bind", socket.number(), address, (int) address.size());
            bound = true;
            return socket;
        } finally {
            if (socket != null && !bound) {
                socket.close();
            }
        }
    }

    /**
     * Binds a unix socket: makes its file, which nobody can connect to before {@link #listen}. Nothing of that name may be
     * there, not even a link.
     *
     * @param mode the most that the file's permissions will be; the umask of this process takes its share
     */
    public static Descriptor ofUnix(byte[] path, int mode) throws ErrnoException {
        boolean bound = false;
        Descriptor socket = socket(AF_UNIX);
        try (Memory address = unixAddress(path)) {
            socket.changeMode(mode); // unix(7): the file is made with the mode of the socket
            Libc.call("bind", socket.number(), address, (int) address.size());
            bound = true;
            return socket;
        } finally {
            if (!bound) {
                socket.close();
            }
        }
    }

    /** {@code chmod}, and {@code chown} if there is an owner, of a file that is held, which may be with {@code O_PATH}. */
    public static void give(Descriptor file, int mode, long uid, long gid) throws ErrnoException {
        try (Memory path = CStrings.of(SystemText.bytes("/proc/self/fd/" + file.number()))) {
            Libc.call("chmod", path, mode);
            if (uid >= 0) {
                Libc.call("chown", path, (int) uid, (int) gid);
            }
        }
    }

    /** Lets clients connect. */
    public static void listen(Descriptor socket) throws ErrnoException {
        Libc.call("listen", socket.number(), BACKLOG);
    }

    /**
     * Whether somebody listens at a unix socket.
     *
     * @param file the socket's file, which may be held with {@code O_PATH}
     * @throws ErrnoException if that cannot be found out
     */
    public static boolean isListenedTo(Descriptor file) throws ErrnoException {
        byte[] path = SystemText.bytes("/proc/self/fd/" + file.number());
        try (Descriptor socket = socket(AF_UNIX);
                Memory address = unixAddress(path)) {
            Libc.call("fcntl", socket.number(), 4 /* F_SETFL */, Descriptor.O_NONBLOCK);
            Libc.call("connect", socket.number(), address, (int) address.size());
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.EAGAIN)) {
                return true; // its backlog is full
            }
            if (failure.errno().equals(Errno.ECONNREFUSED)) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * Whether a descriptor is a TCP socket that listens where {@link #ofInternet} would have one listen.
     *
     * @param port 0 for any
     */
    public static boolean listensAt(Descriptor socket, InetAddress address, int port) throws ErrnoException {
        try (Memory bound = new Memory(SOCKADDR_IN6)) {
            bound.clear();
            if (!listens(socket) || name(socket, bound) > SOCKADDR_IN6) {
                return false;
            }
            short family = bound.getShort(0);
            if (family != AF_INET && family != AF_INET6) {
                return false;
            }
            int actualPort = (bound.getByte(2) & 0xff) << 8 | (bound.getByte(3) & 0xff);
            byte[] actual = new byte[family == AF_INET ? 4 : 16];
            bound.read(family == AF_INET ? 4 : 8, actual, 0, actual.length);
            InetAddress at = InetAddress.getByAddress(actual); // an address of IPv4 in one of IPv6 becomes it again
            boolean isSame = address.isAnyLocalAddress() ? at.isAnyLocalAddress() : at.equals(address);
            return isSame && (port == 0 || port == actualPort);
        } catch (UnknownHostException impossible) {
            return false;
        }
    }

    /** Whether a descriptor is a unix socket that listens and was bound to this path. */
    public static boolean listensAt(Descriptor socket, byte[] path) throws ErrnoException {
        try (Memory bound = new Memory(2L + SUN_PATH)) {
            bound.clear();
            boolean isUnix =
                    listens(socket) && name(socket, bound) == 2 + path.length + 1 && bound.getShort(0) == AF_UNIX;
            return isUnix && Arrays.equals(bound.getByteArray(2, path.length), path);
        }
    }

    private static boolean listens(Descriptor socket) throws ErrnoException {
        try (Memory word = new Memory(4);
                Memory length = new Memory(4)) {
            length.setInt(0, 4);
            Libc.call("getsockopt", socket.number(), SOL_SOCKET, SO_ACCEPTCONN, word, length);
            return word.getInt(0) != 0;
        }
    }

    /** Where it is bound, as far as that fits; how long the address is. */
    private static int name(Descriptor socket, Memory address) throws ErrnoException {
        try (Memory length = new Memory(4)) {
            length.setInt(0, (int) address.size());
            Libc.call("getsockname", socket.number(), address, length);
            return length.getInt(0);
        }
    }

    /** Whether a path fits into the address of a unix socket. */
    public static boolean fits(byte[] path) {
        return path.length < SUN_PATH;
    }

    private static Descriptor socket(short family) throws ErrnoException {
        return Descriptor.outOfTheWay(Libc.call("socket", (int) family, SOCK_STREAM_CLOEXEC, 0));
    }

    private static void enable(Descriptor socket, int level, int option, int value) throws ErrnoException {
        try (Memory word = new Memory(4)) {
            word.setInt(0, value);
            Libc.call("setsockopt", socket.number(), level, option, word, 4);
        }
    }

    /** {@code struct sockaddr_in}: family, port, address. Without an address that of all interfaces. */
    private static Memory internetAddress(@Nullable InetAddress address, int port) {
        Memory memory = address(SOCKADDR_IN, AF_INET, port);
        if (address != null) {
            byte[] bytes = address.getAddress();
            memory.write(4, bytes, 0, bytes.length);
        }
        return memory;
    }

    /** {@code struct sockaddr_in6}: family, port, flowinfo, address, scope. */
    private static Memory internet6Address(InetAddress address, int port) {
        Memory memory = address(SOCKADDR_IN6, AF_INET6, port);
        if (address instanceof Inet6Address wide) {
            byte[] bytes = wide.getAddress();
            memory.write(8, bytes, 0, bytes.length);
            memory.setInt(24, wide.getScopeId());
        }
        return memory;
    }

    private static Memory address(int size, short family, int port) {
        Memory memory = new Memory(size);
        memory.clear();
        memory.setShort(0, family);
        memory.setByte(2, (byte) (port >> 8)); // in the order of the network
        memory.setByte(3, (byte) port);
        return memory;
    }

    /** {@code struct sockaddr_un}: family, path, NUL. */
    private static Memory unixAddress(byte[] path) {
        Memory memory = new Memory(2L + path.length + 1);
        memory.clear();
        memory.setShort(0, AF_UNIX);
        memory.write(2, path, 0, path.length);
        return memory;
    }
}

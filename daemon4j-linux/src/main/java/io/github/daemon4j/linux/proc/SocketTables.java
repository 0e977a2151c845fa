/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This process's own sockets, in the tables of its network namespace: {@code net/tcp}, {@code tcp6}, {@code udp},
 * {@code udp6} and {@code unix} of proc(5). A table names a socket by its inode, and so does the link of a descriptor.
 *
 * <p>A table is read in pieces, between which sockets come and go; one that is open all the time is in it. What cannot be
 * read has no sockets.
 */
public final class SocketTables {

    private static final String[] TCP = {"net/tcp", "net/tcp6"};
    private static final String[] INTERNET = {"net/tcp", "net/tcp6", "net/udp", "net/udp6"};
    private static final String PORT_RANGE = "sys/net/ipv4/ip_local_port_range";

    private static final String SOCKET = "socket:[";
    private static final String CLASSES_OF_JDK = "/lib/modules";

    private static final int LISTEN = 0x0A; // TCP_LISTEN of include/net/tcp_states.h
    private static final int COLUMNS_FROM_STATE_TO_INODE = 5;
    private static final int COLUMNS_TO_UNIX_INODE = 6;
    private static final int HEX = 4;

    private final Path proc;
    private final Path self;

    SocketTables(Path proc) {
        this.proc = proc;
        self = proc.resolve("self");
    }

    /** Those of this process. */
    public static SocketTables own() {
        return new SocketTables(Path.of("/proc"));
    }

    /**
     * Whether a descriptor is a socket as inetd hands it over: of the internet, or one with a name. A pair of sockets
     * without names is what shells of other programs use for a pipe, and says nothing.
     */
    public boolean isNetworkSocket(int descriptor) {
        long inode = inode(link(self, String.valueOf(descriptor)));
        return inode >= 0 && (isOfInternet(inode) || isNamed(inode));
    }

    private boolean isOfInternet(long inode) {
        for (String table : INTERNET) {
            Text rows = rows(table);
            while (!rows.atEnd()) {
                if (new InternetSocket(rows.line()).inode == inode) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNamed(long inode) {
        Text rows = rows("net/unix");
        while (!rows.atEnd()) {
            Text row = rows.line();
            skip(row, COLUMNS_TO_UNIX_INODE);
            if (row.number() == inode) {
                row.skipBlanks();
                return !row.atEnd(); // a path follows the inode
            }
        }
        return false;
    }

    /**
     * The sockets that listen for TCP connections and were opened in this JVM, by whatever runs in it.
     *
     * <p>Not those it was started with: at a descriptor below the one of the JDK's own classes, which the VM opens before
     * any Java code runs (descriptors are given out from the lowest), or open in the parent too, as far as that may be
     * read.
     */
    public List<ListeningSocket> listeningSinceStart() {
        List<Link> sockets = openedSinceStart();
        if (sockets.isEmpty()) {
            return List.of();
        }
        Text range = new Text(bytes(proc.resolve(PORT_RANGE)));
        long lowest = range.number();
        long highest = range.number();
        List<ListeningSocket> listening = new ArrayList<>();
        for (String table : TCP) {
            Text rows = rows(table);
            while (!rows.atEnd()) {
                InternetSocket socket = new InternetSocket(rows.line());
                for (Link link : sockets) {
                    if (socket.state == LISTEN && socket.inode == link.inode) {
                        int port = socket.port;
                        boolean ephemeral = port >= lowest && port <= highest;
                        listening.add(new ListeningSocket(link.descriptor, socket.address(), port, ephemeral));
                    }
                }
            }
        }
        return listening;
    }

    private List<Link> openedSinceStart() {
        List<Link> sockets = new ArrayList<>();
        int firstOfVm = -1;
        for (String name : descriptors(self)) {
            String target = link(self, name);
            int descriptor = Integer.parseInt(name);
            if (inode(target) >= 0) {
                sockets.add(new Link(descriptor, inode(target)));
            } else if (target.endsWith(CLASSES_OF_JDK) && (firstOfVm < 0 || descriptor < firstOfVm)) {
                firstOfVm = descriptor;
            }
        }
        List<Link> own = new ArrayList<>();
        for (Link socket : sockets) {
            if (socket.descriptor > Math.max(firstOfVm, 2)) {
                own.add(socket);
            }
        }
        if (!own.isEmpty()) {
            removeThoseOf(parent(), own);
        }
        return own;
    }

    private static void removeThoseOf(Path parent, List<Link> sockets) {
        for (String name : descriptors(parent)) {
            long inode = inode(link(parent, name));
            for (int i = sockets.size() - 1; i >= 0; i--) {
                if (sockets.get(i).inode == inode) {
                    sockets.remove(i);
                }
            }
        }
    }

    private Path parent() {
        byte[] stat = bytes(self.resolve("stat"));
        try {
            return proc.resolve(Long.toString(Stat.parse(stat, stat.length).parent));
        } catch (IOException unreadable) {
            return proc.resolve("0"); // no process has this number
        }
    }

    private static String[] descriptors(Path process) {
        String[] names = new File(process.resolve("fd").toString()).list();
        return names == null ? new String[0] : names;
    }

    private static String link(Path process, String descriptor) {
        try {
            return Files.readSymbolicLink(process.resolve("fd").resolve(descriptor))
                    .toString();
        } catch (IOException closedOrForbidden) {
            return "";
        }
    }

    /** The inode in the text of a link; -1 if it is no socket. */
    private static long inode(String target) {
        return target.startsWith(SOCKET) ? Long.parseLong(target, SOCKET.length(), target.length() - 1, 10) : -1;
    }

    /** The lines of a table after its heading. */
    private Text rows(String table) {
        Text rows = new Text(bytes(self.resolve(table)));
        rows.skipLine();
        return rows;
    }

    private static byte[] bytes(Path file) {
        try (FileInputStream in = new FileInputStream(file.toString())) {
            return in.readAllBytes();
        } catch (IOException noneOfThisKind) {
            return new byte[0];
        }
    }

    private static void skip(Text row, int columns) {
        for (int i = 0; i < columns; i++) {
            row.skipWord();
        }
    }

    private record Link(int descriptor, long inode) {}

    /** A row of the tables tcp, tcp6, udp and udp6. */
    private static final class InternetSocket {

        final int port;
        final int state;
        final long inode;
        private final Text row;
        private final int addressStart;
        private final int addressEnd;

        InternetSocket(Text row) {
            this.row = row;
            row.skipWord();
            row.skipBlanks();
            addressStart = row.position;
            row.digits(HEX);
            addressEnd = row.position;
            row.skip(":");
            port = (int) row.digits(HEX);
            row.skipWord();
            state = (int) row.digits(HEX);
            skip(row, COLUMNS_FROM_STATE_TO_INODE);
            inode = row.number();
        }

        String address() {
            int length = (addressEnd - addressStart) / 2;
            byte[] address = new byte[length];
            for (int i = 0; i < length; i++) {
                Text digits = new Text(row.bytes, addressStart + 2 * i, addressStart + 2 * i + 2);
                address[networkOrder(i)] = (byte) digits.digits(HEX);
            }
            try {
                String host = InetAddress.getByAddress(address).getHostAddress();
                return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
            } catch (UnknownHostException malformed) {
                return "port " + port;
            }
        }

        /** The kernel prints an address as numbers of 32 bits, in the byte order of the machine. */
        private static int networkOrder(int index) {
            boolean bigEndian = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
            return bigEndian ? index : index / 4 * 4 + 3 - index % 4;
        }
    }
}

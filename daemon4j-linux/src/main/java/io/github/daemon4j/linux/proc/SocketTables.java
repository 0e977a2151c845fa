/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.spi.DescriptorEntry;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sockets of a process, mostly this one, in the tables of its network namespace: {@code net/tcp}, {@code tcp6}, {@code udp},
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

    private static final long NO_SOCKET = -1;
    private static final int COLUMNS_TO_UNIX_INODE = 6;

    private final Path proc;
    private final Path self;

    /**
     * Those of a process.
     *
     * @param process its directory's name
     */
    SocketTables(Path proc, String process) {
        this.proc = proc;
        self = proc.resolve(process);
    }

    /** Those of this process. */
    public static SocketTables own() {
        return new SocketTables(Path.of("/proc"), "self");
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
            row.skipWords(COLUMNS_TO_UNIX_INODE);
            if (row.number() == inode) {
                row.skipBlanks();
                return !row.atEnd(); // a path follows the inode
            }
        }
        return false;
    }

    /** Where those of these descriptors that listen for TCP connections do. */
    List<InetSocketAddress> listening(List<DescriptorEntry> descriptors) {
        Set<Long> inodes = new HashSet<>();
        for (DescriptorEntry descriptor : descriptors) {
            inodes.add(inode(descriptor.target()));
        }
        inodes.remove(NO_SOCKET);
        if (inodes.isEmpty()) {
            return List.of(); // the kernel takes milliseconds for a table
        }
        List<InetSocketAddress> listening = new ArrayList<>();
        for (String table : TCP) {
            Text rows = rows(table);
            while (!rows.atEnd()) {
                InternetSocket socket = new InternetSocket(rows.line());
                if (socket.listens() && inodes.contains(socket.inode)) {
                    listening.add(socket.address());
                }
            }
        }
        return listening;
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
                    if (socket.listens() && socket.inode == link.inode) {
                        int port = socket.port;
                        boolean ephemeral = port >= lowest && port <= highest;
                        listening.add(new ListeningSocket(link.descriptor, socket.name(), port, ephemeral));
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

    /** The inode in the text of a link; {@link #NO_SOCKET} if it is none. */
    private static long inode(String target) {
        return target.startsWith(SOCKET) ? Long.parseLong(target, SOCKET.length(), target.length() - 1, 10) : NO_SOCKET;
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

    private record Link(int descriptor, long inode) {}
}

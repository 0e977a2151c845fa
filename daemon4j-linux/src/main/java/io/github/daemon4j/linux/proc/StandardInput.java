/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What descriptor 0 is. */
public final class StandardInput {

    private static final String SOCKET = "socket:[";

    /** Tables of sockets in proc(5), and in which column each has the inode, counted from 0. */
    private static final String[] INTERNET_TABLES = {"tcp", "tcp6", "udp", "udp6"};

    private static final int INTERNET_INODE = 9;
    private static final int UNIX_INODE = 6;

    private StandardInput() {}

    /**
     * Whether it is a socket as inetd hands it over: of the internet, or one with a name. A pair of sockets without names
     * is what shells of other programs use for a pipe, and says nothing.
     */
    public static boolean isNetworkSocket() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            if (!target.startsWith(SOCKET)) {
                return false;
            }
            String inode = target.substring(SOCKET.length(), target.length() - 1);
            return isNetworkSocket(Path.of("/proc/self/net"), inode);
        } catch (IOException closed) {
            return false;
        }
    }

    public static boolean isNetworkSocket(Path tables, String inode) throws IOException {
        for (String table : INTERNET_TABLES) {
            if (row(tables.resolve(table), INTERNET_INODE, inode).length > 0) {
                return true;
            }
        }
        return row(tables.resolve("unix"), UNIX_INODE, inode).length > UNIX_INODE + 1; // a path follows the inode
    }

    /** The row of a table with that inode, as columns; empty if there is none. */
    private static String[] row(Path table, int column, String inode) throws IOException {
        if (!Files.exists(table)) {
            return new String[0];
        }
        try (BufferedReader rows = new BufferedReader(new FileReader(table.toFile(), StandardCharsets.ISO_8859_1))) {
            String line = rows.readLine();
            while (line != null) {
                String[] columns = line.trim().split(" +");
                if (columns.length > column && columns[column].equals(inode)) {
                    return columns;
                }
                line = rows.readLine();
            }
            return new String[0];
        }
    }
}

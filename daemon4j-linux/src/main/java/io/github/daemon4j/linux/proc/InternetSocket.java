/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/** A row of the tables tcp, tcp6, udp and udp6. */
final class InternetSocket {

    private static final int LISTEN = 0x0A; // TCP_LISTEN of include/net/tcp_states.h
    private static final int COLUMNS_FROM_STATE_TO_INODE = 5;
    private static final int HEX = 4;

    final int port;
    final long inode;
    private final int state;
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
        row.skipWords(COLUMNS_FROM_STATE_TO_INODE);
        inode = row.number();
    }

    /** Whether it accepts connections, if it is of TCP. */
    boolean listens() {
        return state == LISTEN;
    }

    InetSocketAddress address() {
        int length = (addressEnd - addressStart) / 2;
        byte[] address = new byte[length];
        for (int i = 0; i < length; i++) {
            Text digits = new Text(row.bytes, addressStart + 2 * i, addressStart + 2 * i + 2);
            address[networkOrder(i)] = (byte) digits.digits(HEX);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException malformed) {
            return InetSocketAddress.createUnresolved("?", port);
        }
    }

    /** The same as text, an address of the sixth version in brackets. */
    String name() {
        InetSocketAddress address = address();
        InetAddress host = address.getAddress();
        if (host == null) {
            return "port " + port;
        }
        String text = host.getHostAddress();
        return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
    }

    /** The kernel prints an address as numbers of 32 bits, in the byte order of the machine. */
    private static int networkOrder(int index) {
        boolean bigEndian = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
        return bigEndian ? index : index / 4 * 4 + 3 - index % 4;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address for servers that must be told one. */
public final class Ports {

    /** The kernel gives the ports from here on to whoever asks for any: ip_local_port_range in ip(7). */
    private static final int FIRST_EPHEMERAL = 32768;

    private static final int FIRST = 10_000;
    private static final int TRIES = 100;

    private Ports() {}

    /** A port nobody listens on, and that nobody is given by chance before the server comes to listen on it. */
    public static int free() throws IOException {
        IOException last = new IOException();
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST_EPHEMERAL);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }
}

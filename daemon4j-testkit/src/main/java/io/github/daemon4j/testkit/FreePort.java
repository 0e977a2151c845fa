/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port nobody listens on, and that nobody is given by chance before a server comes to listen on it. */
final class FreePort {

    /** By default the kernel gives the ports from here on to whoever asks for any. */
    private static final int FIRST_EPHEMERAL = 32768;

    private static final int FIRST = 10_000;
    private static final int TRIES = 100;

    private FreePort() {}

    static int find() {
        AssertionError none =
                new AssertionError("No free port of the loopback address was found in " + TRIES + " tries");
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST_EPHEMERAL);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                none.addSuppressed(taken);
            }
        }
        throw none;
    }
}

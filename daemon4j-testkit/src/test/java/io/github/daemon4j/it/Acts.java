/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import com.sun.jna.NativeLibrary;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a {@link Server} does that takes more than a line. */
final class Acts {

    static final String AT_THE_GATE = "at the gate";

    private static final int CHATTER_MILLIS = 100;
    private static final int O_RDWR_NOCTTY = 0402;

    private Acts() {}

    /** Blocks until the test opens the other end, at which all who wait go on at once. */
    static void waitAtGate(String fifo) throws IOException {
        System.out.println(AT_THE_GATE);
        new FileInputStream(fifo).close();
    }

    /**
     * Serves a port of the loopback address that only one process can have: Java asks for SO_REUSEADDR by itself. A thread
     * waits for connections in native code, as that of a server does: HotSpot waits for it a while when it ends.
     */
    static void listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(false);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread thread = new Thread(
                () -> {
                    try (socket) {
                        while (true) {
                            socket.accept().close();
                        }
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                "accepts");
        thread.setDaemon(true);
        thread.start();
    }

    /** Is as well as a file says: {@code well}, {@code unwell}, {@code hanging} or what an exception says. */
    static BooleanSupplier health(Path file) {
        return () -> {
            try {
                String health = Files.readString(file);
                if (health.equals("hanging")) {
                    new CountDownLatch(1).await();
                }
                if (!health.equals("well") && !health.equals("unwell")) {
                    throw new IllegalStateException(health);
                }
                return health.equals("well");
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        };
    }

    /** Writes a line to the client of inetd's, or to one who connects to the socket that it listens at, and ends. */
    static void answer(String line) throws IOException {
        Channel inherited = System.inheritedChannel();
        try (SocketChannel client =
                inherited instanceof ServerSocketChannel listening ? listening.accept() : (SocketChannel) inherited) {
            client.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        System.exit(0);
    }

    /**
     * Changes this process by a system call that Java has none for: {@code chdir=DIRECTORY}, {@code umask=OCTAL} or {@code
     * open=FILE}.
     */
    static void change(String what) {
        String value = what.substring(what.indexOf('=') + 1);
        int result = switch (what.substring(0, what.indexOf('='))) {
            case "chdir" -> libc("chdir", value);
            case "umask" -> libc("umask", Integer.parseInt(value, 8));
            default -> libc("open", value, O_RDWR_NOCTTY);
        };
        if (result < 0) {
            throw new IllegalStateException(what + " is not possible here");
        }
    }

    private static int libc(String function, Object... arguments) {
        return NativeLibrary.getProcess().getFunction(function).invokeInt(arguments);
    }

    /**
     * Prints a line again and again, but not while there is a certain file.
     *
     * @param value the file, a colon, the line
     */
    static void chatter(String value) {
        int colon = value.indexOf(':');
        Path quiet = Path.of(value.substring(0, colon));
        String line = value.substring(colon + 1);
        CountDownLatch never = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        do {
                            if (Files.notExists(quiet)) {
                                System.out.println(line);
                            }
                        } while (!never.await(CHATTER_MILLIS, TimeUnit.MILLISECONDS));
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                "chatters");
        thread.setDaemon(true);
        thread.start();
    }
}

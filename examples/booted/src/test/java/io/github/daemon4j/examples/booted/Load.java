/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a port of the loopback address as often as it can, each time by a new connection, until a file is there; then it
 * prints {@code REQUESTS FAILED LONGEST_MILLIS}, and the failures.
 */
final class Load {

    private static final int CLIENTS = 4;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final Path end;
    private final List<String> failures = new ArrayList<>();
    private int requests;
    private long longestNanos;

    private Load(int port, Path end) {
        this.port = port;
        this.end = end;
    }

    /**
     * Does so.
     *
     * @param arguments the port, and the file
     */
    public static void main(String[] arguments) throws InterruptedException {
        Load load = new Load(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(load::run, "client " + i);
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
        System.out.println(load.requests + " " + load.failures.size() + " " + load.longestNanos / 1_000_000 + "\n"
                + load.failures);
    }

    private void run() {
        while (Files.notExists(end)) {
            long begun = System.nanoTime();
            String failure = ask();
            note(System.nanoTime() - begun, failure);
        }
    }

    private synchronized void note(long nanos, String failure) {
        requests++;
        longestNanos = Math.max(longestNanos, nanos);
        if (!failure.isEmpty()) {
            failures.add(failure);
        }
    }

    /** Why there is no answer; empty if there is. */
    private String ask() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.1 200 ") ? "" : "answered: '" + answer + "'";
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}

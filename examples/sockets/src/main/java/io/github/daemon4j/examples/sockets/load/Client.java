/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One client: asks at a fixed pace, on one connection as long as the server keeps it, or each time on a new one. A server that
 * wants to close a connection says so in an answer, {@code Connection: close}. One that closes it between two answers may do so
 * just when the next question is on its way: HTTP (RFC 9110, 9.2.2) lets a client ask again then, and that is counted.
 */
final class Client extends Thread {

    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private final byte[] request;
    private final boolean keepsAlive;
    private final long paceNanos;
    private final List<Sample> samples = new ArrayList<>();
    private volatile boolean over;
    private int repeated;
    private Socket socket;
    private InputStream in;

    Client(int port, String path, boolean keepsAlive, long paceMillis) {
        super("client of " + path);
        this.port = port;
        this.keepsAlive = keepsAlive;
        request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + (keepsAlive ? "" : "Connection: close\r\n")
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        paceNanos = TimeUnit.MILLISECONDS.toNanos(paceMillis);
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        while (!over) {
            long begun = System.nanoTime();
            String failure = ask();
            samples.add(new Sample(begun, System.nanoTime() - begun, failure));
            next = Math.max(next + paceNanos, System.nanoTime() - paceNanos);
            LockSupport.parkNanos(next - System.nanoTime());
        }
        close();
    }

    /** Ends it after the answer that it waits for. */
    List<Sample> end() throws InterruptedException {
        over = true;
        join();
        return samples;
    }

    /** How often it had to ask again; when it has ended. */
    int repeated() {
        return repeated;
    }

    private String ask() {
        boolean reused = socket != null;
        try {
            return answer();
        } catch (IOException failure) {
            close();
            if (!reused) {
                return failure.toString();
            }
        }
        repeated++;
        try {
            return answer();
        } catch (IOException failure) {
            close();
            return failure.toString();
        }
    }

    private String answer() throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request);
        String status = line();
        int length = 0;
        boolean closes = !keepsAlive;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            if (name.equals("content-length")) {
                length = Integer.parseInt(value);
            }
            closes |= name.equals("connection") && value.equalsIgnoreCase("close");
        }
        if (in.readNBytes(length).length < length) {
            throw new EOFException("in the middle of an answer");
        }
        if (closes) {
            close();
        }
        return status.startsWith("HTTP/1.1 200") ? "" : status;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server has closed the connection");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException closed) {
            return;
        } finally {
            socket = null;
        }
    }
}

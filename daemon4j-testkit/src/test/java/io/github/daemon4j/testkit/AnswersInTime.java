/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that has a port at once, says at /health twice that it does not serve yet, and serves from then on. */
final class AnswersInTime {

    private AnswersInTime() {}

    public static void main(String[] arguments) throws IOException {
        int asked = 0;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket client = server.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                    boolean isHealth = in.readLine().startsWith("GET /health ");
                    while (!in.readLine().isEmpty()) {
                        // a header
                    }
                    asked += isHealth ? 1 : 0;
                    String status = isHealth ? (asked < 3 ? "503 Not Yet" : "200 OK") : "404 Not Found";
                    String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 6\r\nConnection: close\r\n\r\nserves";
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }
}

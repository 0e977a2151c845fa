/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that knows nothing of daemon4j: answers 503 on its port, its first argument, until the file exists that is its second. */
final class LateServer {

    private LateServer() {}

    public static void main(String[] args) throws Exception {
        Path gate = Path.of(args[1]);
        int port = Integer.parseInt(args[0]);
        try (ServerSocket server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            System.out.println("listens on " + port);
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[1000]);
                    String status = Files.exists(gate) ? "204 No Content" : "503 Service Unavailable";
                    String answer = "HTTP/1.1 " + status + "\r\nConnection: close\r\n\r\n";
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException gone) {
                    System.out.println("client gone: " + gone);
                }
            }
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says hello over HTTP. Its arguments: {@code PIDFILE LOG PORT [PORTFILE]}; port 0 is any, and told in the port file. */
public final class HelloServer {

    private HelloServer() {}

    /** Starts the server as a daemon; returns in the daemon only. */
    public static void main(String[] args) {
        int port = Integer.parseInt(args[2]);
        DaemonOptions options = DaemonOptions.builder()
                .name("hello")
                .pidFile(Path.of(args[0]))
                .output(Redirect.appendTo(Path.of(args[1])))
                .build();
        Daemon.start(options, daemon -> {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", HelloServer::sayHello);
            server.start();
            int listening = server.getAddress().getPort();
            System.out.println("listening on port " + listening);
            if (args.length > 3) {
                Files.writeString(daemon.resolve(args[3]), Integer.toString(listening));
            }
            return () -> server.stop(0);
        });
    }

    private static void sayHello(HttpExchange exchange) throws IOException {
        byte[] hello = "hello\n".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, hello.length);
        exchange.getResponseBody().write(hello);
        exchange.close();
    }
}

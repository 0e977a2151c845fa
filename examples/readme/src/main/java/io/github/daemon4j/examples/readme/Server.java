/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.readme;

import com.sun.net.httpserver.HttpServer;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** The example of the README, to the letter: a test compares them. */
public final class Server {

    private Server() {}

    /** The verb, then the port: {@code start 8080}. */
    public static void main(String[] args) {
        DaemonOptions options = DaemonOptions.builder()
                .name("server")
                .pidFile(DaemonOptions.runtimeFile("server.pid"))
                .output(Redirect.appendTo(Path.of("server.log"))) // relative to where the launcher was started
                .build();
        DaemonCommand.main(args, options, daemon -> {
            int port = Integer.parseInt(daemon.arguments().get(0));
            HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
            server.start(); // ready, and the prompt comes back, when this body returns
            return () -> server.stop(0); // what to close when the daemon is stopped
        });
    }
}

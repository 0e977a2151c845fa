/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.DaemonCommand;
import java.util.Arrays;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty 12 on a socket that is open already. */
final class JettyServer {

    public static void main(String[] arguments) {
        DaemonCommand.main(Arrays.copyOf(arguments, 1), Options.of("jetty", arguments), daemon -> {
            Server server = new Server();
            ServerConnector http = new ServerConnector(server);
            http.open(daemon.socket("http"));
            server.addConnector(http);
            server.setHandler(new Hello());
            server.setStopTimeout(10_000);
            server.start();
            return server::stop;
        });
    }

    private static final class Hello extends Handler.Abstract.NonBlocking {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "hello", callback);
            return true;
        }
    }
}

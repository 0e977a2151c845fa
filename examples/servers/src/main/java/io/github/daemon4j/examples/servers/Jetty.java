/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import io.github.daemon4j.Daemon;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Jetty as a daemon that serves the files of its directory. */
final class Jetty {

    public static void main(String[] arguments) {
        Daemon.start(Options.of("jetty", arguments[0]), daemon -> {
            return serve(daemon.resolve(arguments[0]).toString(), arguments[1]);
        });
    }

    static AutoCloseable serve(String... arguments) throws Exception {
        Server server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])));
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(server).newResource(arguments[0] + "/www"));
        server.setHandler(files);
        server.start();
        return server::stop;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import io.github.daemon4j.Daemon;
import java.sql.SQLException;
import org.h2.tools.Server;

/** The H2 database as a daemon. */
final class H2 {

    public static void main(String[] arguments) {
        Daemon.start(Options.of("h2", arguments[0]), daemon -> {
            return serve(daemon.resolve(arguments[0]).toString(), arguments[1]);
        });
    }

    static AutoCloseable serve(String... arguments) throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", arguments[1], "-baseDir", arguments[0], "-ifNotExists");
        server.start();
        return server::stop;
    }
}

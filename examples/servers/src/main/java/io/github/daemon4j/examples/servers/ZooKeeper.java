/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import io.github.daemon4j.Daemon;
import java.io.File;
import java.net.InetSocketAddress;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** ZooKeeper as a daemon. */
final class ZooKeeper {

    public static void main(String[] arguments) {
        Daemon.start(Options.of("zookeeper", arguments[0]), daemon -> {
            return serve(daemon.resolve(arguments[0]).toString(), arguments[1]);
        });
    }

    static AutoCloseable serve(String... arguments) throws Exception {
        File data = new File(arguments[0], "data");
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        ServerCnxnFactory server = ServerCnxnFactory.createFactory(address, 60);
        server.startup(new ZooKeeperServer(data, data, 2000));
        return server::shutdown;
    }
}

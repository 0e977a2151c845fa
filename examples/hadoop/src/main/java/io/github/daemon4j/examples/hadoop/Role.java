/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.util.Locale;
import java.util.function.Function;

/** Hadoop's servers, masters before their slaves: the order in which a cluster comes up. */
enum Role {
    NAMENODE("HDFS: keeps the names", NameNodeServer::new),
    DATANODE("HDFS: keeps the blocks", DataNodeServer::new),
    RESOURCEMANAGER("YARN: gives work to nodes", ResourceManagerServer::new),
    NODEMANAGER("YARN: does the work, the TaskTracker's successor", NodeManagerServer::new);

    private final String description;
    private final Function<Home, HadoopServer> server;

    Role(String description, Function<Home, HadoopServer> server) {
        this.description = description;
        this.server = server;
    }

    String description() {
        return description;
    }

    HadoopServer server(Home home) {
        return server.apply(home);
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

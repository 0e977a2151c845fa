/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Hadoop's servers, masters before their slaves: the order in which a cluster comes up. */
enum Role {
    NAMENODE("HDFS: keeps the names"),
    DATANODE("HDFS: keeps the blocks"),
    RESOURCEMANAGER("YARN: gives work to nodes"),
    NODEMANAGER("YARN: does the work, the TaskTracker's successor");

    private final String description;

    Role(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    HadoopServer server(Home home) {
        return switch (this) {
            case NAMENODE -> new NameNodeServer(home);
            case DATANODE -> new DataNodeServer(home);
            case RESOURCEMANAGER -> new ResourceManagerServer(home);
            case NODEMANAGER -> new NodeManagerServer(home);
        };
    }

    /**
     * The one of a name.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    static Role named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no server '" + name + "'; there are " + names()));
    }

    static String names() {
        return Arrays.stream(values()).map(Role::toString).collect(Collectors.joining(", "));
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.net.InetSocketAddress;
import java.nio.file.Path;

final class Options {

    private Options() {}

    /** @param arguments a verb, a directory, and a port */
    static DaemonOptions of(String name, String... arguments) {
        return DaemonOptions.builder()
                .name(name)
                .pidFile(Path.of(arguments[1], "server.pid"))
                .output(Redirect.appendTo(Path.of(arguments[1], "server.log")))
                .listen("http", new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[2])))
                .build();
    }
}

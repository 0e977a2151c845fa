/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;

/** What all servers here are started with: a name, a directory for the pid file, the log and the data, and a port. */
final class Options {

    private Options() {}

    static DaemonOptions of(String name, String directory) {
        DaemonOptions.Builder options = DaemonOptions.builder()
                .name(name)
                .pidFile(Path.of(directory, "server.pid"))
                .output(Redirect.appendTo(Path.of(directory, "server.log")));
        String cache = System.getenv("START_CACHE"); // of the benchmark
        return cache == null
                ? options.build()
                : options.startCache(Path.of(cache)).build();
    }
}

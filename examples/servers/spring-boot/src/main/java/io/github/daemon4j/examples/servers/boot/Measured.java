/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;

/**
 * The same application as {@link Plain} has it, as a daemon whose files are in its first argument, with the start cache that the
 * variable {@code START_CACHE} names: for the benchmark.
 */
final class Measured {

    private Measured() {}

    public static void main(String[] arguments) {
        DaemonOptions.Builder options = DaemonOptions.builder()
                .name("greeter")
                .pidFile(Path.of(arguments[0], "server.pid"))
                .output(Redirect.appendTo(Path.of(arguments[0], "server.log")));
        String cache = System.getenv("START_CACHE");
        if (cache != null) {
            options.startCache(Path.of(cache));
        }
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        Daemon.start(options.build(), daemon -> {
            return SpringApplication.run(Greeter.class, rest);
        });
    }
}

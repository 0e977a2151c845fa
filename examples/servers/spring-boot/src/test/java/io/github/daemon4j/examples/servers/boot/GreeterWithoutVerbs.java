/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;

/** The greeter with a main that only starts it: what main was given is Spring's. */
final class GreeterWithoutVerbs {

    private GreeterWithoutVerbs() {}

    public static void main(String[] arguments) {
        DaemonOptions options = DaemonOptions.builder()
                .name("greeter")
                .pidFile(DaemonOptions.runtimeFile("greeter.pid"))
                .output(Redirect.appendTo(Path.of("greeter.log")))
                .keepWorkingDirectory()
                .build();
        Daemon.start(options, daemon -> {
            return SpringApplication.run(
                    Greeter.class, arguments); // DevTools give these to main when they run it again
        });
    }
}

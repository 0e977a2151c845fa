/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;

/** The greeter with verbs: {@code start DIRECTORY PORT}. DevTools run main again with the server's own words alone. */
final class GreeterVerbs {

    private GreeterVerbs() {}

    public static void main(String[] words) {
        String directory = words[words.length - 2];
        DaemonOptions options = DaemonOptions.builder()
                .name("spring-boot")
                .pidFile(Path.of(directory, "server.pid"))
                .output(Redirect.appendTo(Path.of(directory, "server.log")))
                .build();
        System.exit(DaemonCommand.of(options, daemon -> {
                    return Greeter.serve(daemon.arguments().toArray(new String[0]));
                })
                .execute(words));
    }
}

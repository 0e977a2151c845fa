/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.quarkus;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.nio.file.Path;
import java.time.Duration;

/** A Quarkus application as a daemon: ready when its port is open. */
@QuarkusMain
public class Greeter {

    /** Starts the daemon. */
    public static void main(String[] arguments) {
        DaemonOptions options = DaemonOptions.builder()
                .name("quarkus")
                .pidFile(Path.of(arguments[0], "server.pid"))
                .output(Redirect.appendTo(Path.of(arguments[0], "server.log")))
                .readyTimeout(Duration.ofMinutes(1)) // so it is not ready before it says so
                .build();
        Daemon.detach(options);
        Quarkus.run(arguments);
    }

    void isServing(@ObservesAsync HttpServerStart started) {
        Daemon.current().orElseThrow().ready();
    }

    void routes(@Observes Router router) {
        router.get("/").handler(request -> request.end("kept"));
    }
}

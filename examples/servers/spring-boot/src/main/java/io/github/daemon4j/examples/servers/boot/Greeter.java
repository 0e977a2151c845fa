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
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application as a daemon: directory and port are its arguments. */
@SpringBootApplication
@RestController
public class Greeter {

    /** Starts the daemon. */
    public static void main(String[] arguments) {
        DaemonOptions options = DaemonOptions.builder()
                .name("spring-boot")
                .pidFile(Path.of(arguments[0], "server.pid"))
                .output(Redirect.appendTo(Path.of(arguments[0], "server.log")))
                .build();
        Daemon.start(options, daemon -> {
            return serve(arguments);
        });
    }

    static AutoCloseable serve(String... arguments) {
        return SpringApplication.run(Greeter.class, "--server.address=127.0.0.1", "--server.port=" + arguments[1]);
    }

    @GetMapping("/")
    String greet() {
        return "kept";
    }
}

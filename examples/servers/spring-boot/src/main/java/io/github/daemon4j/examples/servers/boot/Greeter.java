/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;
import java.util.Map;
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
        DaemonOptions.Builder options = DaemonOptions.builder()
                .name("spring-boot")
                .pidFile(Path.of(arguments[0], "server.pid"))
                .output(Redirect.appendTo(Path.of(arguments[0], "server.log")));
        String cache = System.getenv("START_CACHE"); // of the benchmark
        if (cache != null) {
            options.startCache(Path.of(cache));
        }
        Daemon.start(options.build(), daemon -> {
            return serve(arguments);
        });
    }

    static AutoCloseable serve(String... arguments) {
        SpringApplication application = new SpringApplication(Greeter.class);
        application.setDefaultProperties(Map.of("server.address", "127.0.0.1", "server.port", arguments[1]));
        return application.run(arguments); // as main got them: DevTools give these to main when they run it again
    }

    @GetMapping("/")
    String greet() {
        return "kept";
    }
}

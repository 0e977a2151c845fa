/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application as a daemon, which is ready when Actuator says so, and watched by systemd through Actuator. */
@SpringBootApplication
@RestController
public class Greeter {

    /** Does what the verb says; what follows it is Spring's, such as {@code --server.port=8080}. */
    public static void main(String[] args) {
        DaemonOptions options = DaemonOptions.builder()
                .name("greeter")
                .pidFile(DaemonOptions.runtimeFile("greeter.pid"))
                .output(Redirect.appendTo(Path.of("greeter.log")))
                .keepWorkingDirectory() // Spring reads config/ and application.properties from there
                .build();
        DaemonCommand greeter = DaemonCommand.of(options, daemon -> {
            ConfigurableApplicationContext context =
                    SpringApplication.run(Greeter.class, daemon.arguments().toArray(String[]::new));
            ActuatorHealth health = new ActuatorHealth(context);
            health.awaitReadiness(daemon::status);
            daemon.watchdog(health::isLive);
            return context;
        });
        System.exit(greeter.execute(args)); // not DaemonCommand.main: Spring names itself after the first main it finds
    }

    @GetMapping("/")
    String greet() {
        return "kept";
    }
}

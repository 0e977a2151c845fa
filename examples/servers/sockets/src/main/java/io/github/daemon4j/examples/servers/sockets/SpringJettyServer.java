/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot 3 on Jetty, on a socket that is open already. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class SpringJettyServer {

    /** Starts the daemon. */
    public static void main(String[] arguments) {
        DaemonCommand.main(Arrays.copyOf(arguments, 1), Options.of("spring-jetty", arguments), daemon -> {
            return SpringApplication.run(SpringJettyServer.class);
        });
    }

    @Bean
    JettyServletWebServerFactory jetty() {
        JettyServletWebServerFactory factory = new JettyServletWebServerFactory();
        factory.addServerCustomizers(SpringJettyServer::takeSocket);
        return factory;
    }

    private static void takeSocket(Server server) {
        try {
            ServerConnector http = (ServerConnector) server.getConnectors()[0];
            http.open(Daemon.current().orElseThrow().socket("http"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @GetMapping("/")
    String hello() {
        return "hello";
    }
}

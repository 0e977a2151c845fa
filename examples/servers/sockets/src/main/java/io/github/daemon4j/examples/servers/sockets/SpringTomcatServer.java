/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.DaemonCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot 3 on Tomcat, on a socket that is open already. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class SpringTomcatServer {

    /** Starts the daemon. */
    public static void main(String[] arguments) {
        DaemonCommand.main(Arrays.copyOf(arguments, 1), Options.of("spring-tomcat", arguments), daemon -> {
            return SpringApplication.run(SpringTomcatServer.class);
        });
    }

    @Bean
    TomcatServletWebServerFactory tomcat() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
        factory.setProtocol(DaemonSocketProtocol.class.getName());
        return factory;
    }

    @GetMapping("/")
    String hello() {
        return "hello";
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.DaemonCommand;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Tomcat 10 on a socket that is open already. */
final class TomcatServer {

    private static final long SLOW_SECONDS = 2;
    private static final long IDLE_MILLIS = 1000;
    private static final long DRAIN_MILLIS = 10_000;

    public static void main(String[] arguments) {
        DaemonCommand.main(Arrays.copyOf(arguments, 1), Options.of("tomcat", arguments), daemon -> {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(daemon.resolve(arguments[1]).toString());
            Connector http = new Connector(DaemonSocketProtocol.class.getName());
            http.setPort(daemon.socket("http").socket().getLocalPort()); // it only says so
            tomcat.setConnector(http);
            Context root = tomcat.addContext("", null);
            Tomcat.addServlet(root, "hello", new Hello());
            root.addServletMappingDecoded("/", "hello");
            tomcat.start();
            return () -> {
                ((DaemonSocketProtocol) http.getProtocolHandler()).drain(IDLE_MILLIS, DRAIN_MILLIS);
                tomcat.stop();
            };
        });
    }

    private static final class Hello extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getRequestURI().equals("/slow")) {
                waitSeconds(SLOW_SECONDS);
            }
            response.getWriter().write("hello");
        }

        private static void waitSeconds(long seconds) throws IOException {
            try {
                TimeUnit.SECONDS.sleep(seconds);
            } catch (InterruptedException end) {
                throw new IOException(end);
            }
        }
    }
}

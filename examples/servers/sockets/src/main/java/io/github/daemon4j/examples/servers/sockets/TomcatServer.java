/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import io.github.daemon4j.Daemon;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Tomcat 10 on a socket that is open already. */
final class TomcatServer {

    public static void main(String[] arguments) {
        Daemon.start(Options.of("tomcat", arguments), daemon -> {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(daemon.resolve(arguments[0]).toString());
            Connector http = new Connector(DaemonSocketProtocol.class.getName());
            http.setPort(daemon.socket("http").socket().getLocalPort()); // it only says so
            tomcat.setConnector(http);
            Context root = tomcat.addContext("", null);
            Tomcat.addServlet(root, "hello", new Hello());
            root.addServletMappingDecoded("/", "hello");
            tomcat.start();
            return tomcat::stop;
        });
    }

    private static final class Hello extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("hello");
        }
    }
}

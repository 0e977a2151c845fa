/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import io.github.daemon4j.Daemon;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.DefaultServlet;

/** Tomcat as a daemon that serves the files of its directory. */
final class Tomcat {

    public static void main(String[] arguments) {
        Daemon.start(Options.of("tomcat", arguments[0]), daemon -> {
            return serve(daemon.resolve(arguments[0]).toString(), arguments[1]);
        });
    }

    static AutoCloseable serve(String... arguments) throws LifecycleException {
        org.apache.catalina.startup.Tomcat tomcat = new org.apache.catalina.startup.Tomcat();
        tomcat.setBaseDir(arguments[0]);
        tomcat.setPort(Integer.parseInt(arguments[1]));
        Context files = tomcat.addContext("", arguments[0] + "/www");
        Wrapper servlet = org.apache.catalina.startup.Tomcat.addServlet(files, "files", new DefaultServlet());
        servlet.addMapping("/");
        files.addWelcomeFile("index.html");
        tomcat.getConnector(); // makes it
        tomcat.start();
        return tomcat::stop;
    }
}

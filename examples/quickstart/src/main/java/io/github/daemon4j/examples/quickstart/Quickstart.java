/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.quickstart;

import com.sun.net.httpserver.HttpServer;
import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.Startup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** A small HTTP server on the loopback address that makes itself a daemon. {@code GET /} tells what process it is. */
@Command(
        name = "quickstart",
        description = "A small HTTP server that makes itself a daemon.",
        customSynopsis = "quickstart VERB [OPTION...]",
        sortOptions = false,
        footer = {
            "",
            "Verbs: start, stop [--timeout SECONDS], restart, status [--json], run (in the foreground),",
            "logs [-n LINES] [-f], report, unit [--user]"
        })
public final class Quickstart implements Callable<Integer> {

    /** The verb, and its own options: {@code stop --timeout 60}. */
    @Unmatched
    private String[] words = {};

    @Option(names = "--port", paramLabel = "N", description = "port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--pid-file", paramLabel = "F", description = "default: ${DEFAULT-VALUE}")
    private Path pidFile = DaemonOptions.runtimeFile("quickstart.pid");

    @Option(names = "--log-file", paramLabel = "F", description = "output is appended here; without it, discarded")
    private Path logFile;

    @Option(names = "--run-as", paramLabel = "U", description = "the user it becomes, if root starts it")
    private String user;

    @Option(names = "--help", usageHelp = true, description = "show this text")
    private boolean help;

    private Quickstart() {}

    /** Does what the verb says. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Quickstart()).execute(args));
    }

    @Override
    public Integer call() {
        DaemonOptions.Builder options = DaemonOptions.builder()
                .name("quickstart")
                .pidFile(pidFile)
                .output(logFile == null ? Redirect.discard() : Redirect.appendTo(logFile));
        if (user != null) {
            options.user(user);
        }
        return DaemonCommand.of(options.build(), (Startup) this::serve).execute(words);
    }

    private AutoCloseable serve(Daemon daemon) throws IOException {
        if (!daemon.arguments().isEmpty()) { // what neither picocli nor the verb knows
            daemon.fail(2, "there is no option " + String.join(" ", daemon.arguments()) + "; see --help");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new WhoAmI(daemon));
        server.start();
        System.out.println("serving http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return () -> server.stop(0);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.Startup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * Jetty on a socket that the launcher binds before this JVM is started, or systemd has bound. {@code GET /} tells the pid,
 * {@code /version} the version of the jar, and {@code /slow} takes two seconds.
 */
@Command(
        name = "sockets",
        description = "A server of Jetty that gets its socket from outside.",
        customSynopsis = "sockets VERB [OPTION...]",
        sortOptions = false,
        footer = {
            "",
            "Verbs: start, stop [--timeout SECONDS], restart, upgrade, status [--json], run (in the foreground),",
            "logs [-n LINES] [-f]"
        })
public final class Sockets implements Callable<Integer> {

    /** How long what clients have asked for may take at the end. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** The verb, and its own options: {@code stop --timeout 60}. */
    @Unmatched
    private String[] words = {};

    @Option(names = "--port", paramLabel = "N", description = "port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--pid-file", paramLabel = "F", description = "default: ${DEFAULT-VALUE}")
    private Path pidFile = DaemonOptions.runtimeFile("sockets.pid");

    @Option(names = "--log-file", paramLabel = "F", description = "output is appended here; without it, discarded")
    private Path logFile;

    @Option(names = "--help", usageHelp = true, description = "show this text")
    private boolean help;

    private Sockets() {}

    /** Does what the verb says. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Sockets()).execute(args));
    }

    @Override
    public Integer call() {
        DaemonOptions options = DaemonOptions.builder()
                .name("sockets")
                .pidFile(pidFile)
                .output(logFile == null ? Redirect.discard() : Redirect.appendTo(logFile))
                .listen("http", new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .build();
        return DaemonCommand.of(options, (Startup) this::serve).execute(words);
    }

    private AutoCloseable serve(Daemon daemon) throws Exception {
        if (!daemon.arguments().isEmpty()) { // what neither picocli nor the verb knows
            daemon.fail(2, "there is no option " + String.join(" ", daemon.arguments()) + "; see --help");
        }
        Server server = new Server();
        ServerConnector http = new ServerConnector(server, 0, 1);
        http.open(daemon.socket("http"));
        Clients clients = new Clients(http);
        server.addConnector(http);
        server.setHandler(new WhoAnswers());
        server.setStopTimeout(DRAIN.toMillis());
        server.start();
        System.out.println("serving http://127.0.0.1:" + http.getLocalPort() + "/");
        return () -> {
            clients.drain(DRAIN);
            server.stop();
        };
    }
}

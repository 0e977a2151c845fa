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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A small HTTP server on the loopback address that makes itself a daemon. {@code GET /} tells what process it is. */
@Command(name = "quickstart", description = "A small HTTP server that makes itself a daemon.", sortOptions = false)
public final class Quickstart implements Callable<OptionalInt> {

    @Parameters(paramLabel = "VERB", description = "start, stop, restart, status, or run (in the foreground)")
    private String verb = "";

    @Option(names = "--port", paramLabel = "N", description = "port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--pid-file", paramLabel = "F", description = "default: ${DEFAULT-VALUE}")
    private Path pidFile = Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run"), "quickstart.pid");

    @Option(names = "--log-file", paramLabel = "F", description = "output is appended here; without it, discarded")
    private Path logFile;

    @Option(names = "--help", usageHelp = true, description = "show this text")
    private boolean help;

    private Quickstart() {}

    /** Runs a verb; the process ends unless it is the server. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Quickstart());
        int parsed = commandLine.execute(args);
        OptionalInt exitStatus = commandLine.getExecutionResult();
        if (exitStatus == null) {
            System.exit(parsed); // wrong options, or --help
        }
        if (exitStatus.isPresent()) {
            System.exit(exitStatus.getAsInt());
        }
    }

    @Override
    public OptionalInt call() {
        DaemonOptions options = DaemonOptions.builder()
                .name("quickstart")
                .pidFile(pidFile)
                .output(logFile == null ? Redirect.discard() : Redirect.appendTo(logFile))
                .build();
        return DaemonCommand.run(new String[] {verb}, options, this::serve);
    }

    private void serve(Daemon daemon) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new WhoAmI(daemon));
        server.start();
        System.out.println("serving http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}

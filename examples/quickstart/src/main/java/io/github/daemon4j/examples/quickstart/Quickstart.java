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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** A small HTTP server on the loopback address that makes itself a daemon. {@code GET /} tells what process it is. */
@Command(name = "quickstart", description = "A small HTTP server that makes itself a daemon.", sortOptions = false)
public final class Quickstart implements Callable<Integer> {

    /** The verb, and its own options: {@code stop --timeout 60}. */
    @Unmatched
    private List<String> words = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", description = "port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--pid-file", paramLabel = "F", description = "default: ${DEFAULT-VALUE}")
    private Path pidFile = DaemonOptions.runtimeFile("quickstart.pid");

    @Option(names = "--log-file", paramLabel = "F", description = "output is appended here; without it, discarded")
    private Path logFile;

    @Option(names = "--help", usageHelp = true, description = "show this text")
    private boolean help;

    private Quickstart() {}

    /** Does what the verb says. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Quickstart()).execute(args));
    }

    @Override
    public Integer call() {
        DaemonOptions options = DaemonOptions.builder()
                .name("quickstart")
                .pidFile(pidFile)
                .output(logFile == null ? Redirect.discard() : Redirect.appendTo(logFile))
                .build();
        return DaemonCommand.of(options, (Startup) this::serve).execute(words.toArray(new String[0]));
    }

    private AutoCloseable serve(Daemon daemon) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new WhoAmI(daemon));
        server.start();
        System.out.println("serving http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return () -> server.stop(0);
    }
}

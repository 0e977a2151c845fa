/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The smallest server there is, so that a start costs what starting costs. {@code TinyServer plain PORT} serves as it is,
 * {@code TinyServer daemon PORT [PIDFILE]} as a daemon, with the
 * start cache that the variable {@code START_CACHE} names. A client sends one byte and gets one line.
 */
final class TinyServer {

    /** Asks for the pid. */
    static final int PID = 'p';

    /** Asks when this JVM was started, in milliseconds since 1970. Loads much, so it is asked after what is measured. */
    static final int STARTED = 's';

    /** Asks it to end. */
    static final int QUIT = 'q';

    private TinyServer() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[1]);
        if (args[0].equals("plain")) {
            serve(port);
        } else {
            DaemonOptions.Builder options = DaemonOptions.builder();
            if (args.length > 2) {
                options.pidFile(Path.of(args[2]));
            }
            String cache = System.getenv("START_CACHE");
            if (cache != null) {
                options.startCache(Path.of(cache));
            }
            Daemon.start(options.build(), daemon -> serve(port));
        }
    }

    private static void serve(int port) throws IOException {
        ServerSocket listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        new Thread("server") {
            @Override
            public void run() {
                answerAll(listening);
            }
        }.start();
    }

    @SuppressWarnings("EmptyCatch")
    private static void answerAll(ServerSocket listening) {
        while (true) {
            try (Socket client = listening.accept()) {
                int question = client.getInputStream().read();
                OutputStream out = client.getOutputStream();
                out.write((answer(question) + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                if (question == QUIT) {
                    System.exit(0);
                }
            } catch (IOException clientGone) {
                // the next one may stay
            }
        }
    }

    private static long answer(int question) {
        return question == STARTED
                ? ManagementFactory.getRuntimeMXBean().getStartTime()
                : ProcessHandle.current().pid();
    }
}

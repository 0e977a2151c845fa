/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.testkit.ProcessScope;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One start of {@link TinyServer}, in milliseconds after the command was given.
 *
 * @param pid the process that the command made
 * @param jvmStarted when the JVM that serves began to run, to a millisecond
 * @param served when it had answered a client
 * @param returned when the command had ended: the daemon's launcher; for a plain server, when that had been told to end
 */
record Start(long pid, double jvmStarted, double served, double returned) {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** There is nothing that tells a client of the moment a port begins to listen. */
    private static final long BETWEEN_TRIES_NANOS = 200_000;

    double jvmToServed() {
        return served - jvmStarted;
    }

    /** Starts a server without a start cache, asks it, ends it. */
    static Start of(String home, String mode, String... jvmOptions) throws IOException, InterruptedException {
        return of(home, mode, null, jvmOptions);
    }

    /**
     * Starts a server, asks it, ends it.
     *
     * @param cache the directory of its start cache; null if it has none
     */
    static Start of(String home, String mode, Path cache, String... jvmOptions)
            throws IOException, InterruptedException {
        int port = ProcessScope.freePort();
        List<String> command = new ArrayList<>(List.of(home + "/bin/java", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", ClassPath.ofServer(), TinyServer.class.getName(), mode, Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(new File("/dev/null"));
        if (cache != null) {
            builder.environment().put("START_CACHE", cache.toString());
        }
        long epoch = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
        long typed = System.nanoTime();
        Process process = builder.start();
        CompletableFuture<Long> returned = process.onExit().thenApply(ended -> System.nanoTime());
        try {
            ask(port, TinyServer.PID, typed + TIMEOUT_NANOS);
            long served = System.nanoTime();
            long jvmStarted = ask(port, TinyServer.STARTED, served + TIMEOUT_NANOS) * 1_000_000 - epoch;
            ask(port, TinyServer.QUIT, served + TIMEOUT_NANOS);
            process.waitFor();
            return new Start(
                    process.pid(), millis(jvmStarted - typed), millis(served - typed), millis(returned.join() - typed));
        } finally {
            process.destroyForcibly();
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static long ask(int port, int question, long deadline) throws IOException {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(question);
                InputStream in = socket.getInputStream();
                return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim());
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("no server at port " + port + " in time", notYet);
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Readiness;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One start of a real server, in milliseconds.
 *
 * @param served from the command to the first served request
 * @param stopped from SIGTERM to the end
 */
record ServerStart(double served, double stopped) {

    private static final long TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long BETWEEN_TRIES_NANOS = 500_000;
    private static final long BETWEEN_LOOKS_NANOS = 10_000_000;

    /** How a server is started. */
    enum Kind {
        PLAIN("plain `&`"),
        DAEMON("daemon"),
        CACHED("daemon with start cache");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * Starts a server, asks it, ends it.
     *
     * @param home the JDK's directory
     * @param directory its own, which is emptied first: the same for all starts, as the pid file in it tells a daemon from others
     * @param cache the directory of its start cache
     */
    static ServerStart of(ServerSpec spec, Kind kind, String home, Path directory, Path cache)
            throws IOException, InterruptedException {
        run(List.of("rm", "-rf", directory.toString()));
        Files.createDirectory(directory);
        String java = home + "/bin/java";
        int port = ProcessScope.freePort();
        int second = ProcessScope.freePort();
        if (!spec.prepare().isEmpty()) {
            run(List.of("sh", "-c", ServerSpec.filled(spec.prepare(), java, directory, port, second)));
        }
        String template = kind == Kind.PLAIN ? spec.plain() : spec.daemon();
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(ServerSpec.words(template, java, directory, port, second))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        if (kind == Kind.CACHED) {
            builder.environment().put("START_CACHE", cache.toString());
        }
        long typed = System.nanoTime();
        Process process = builder.start();
        ProcessInfo server = null;
        try {
            String ask = ServerSpec.filled(spec.ask(), java, directory, port, second);
            Readiness answers = ask.startsWith("http") ? Readiness.http(URI.create(ask)) : Readiness.listening(port);
            while (!answers.look().isReady()) {
                if (System.nanoTime() - typed > TIMEOUT_NANOS || !process.isAlive() && process.exitValue() != 0) {
                    throw new IOException(spec.name() + " does not serve; it said:\n" + Files.readString(output));
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
            long served = System.nanoTime();
            server = ProcessInfo.of(kind == Kind.PLAIN ? process.pid() : daemon(process, directory))
                    .orElseThrow();
            // Not a ProcessHandle's: one of another's process looks every half second whether it has ended.
            CompletableFuture<ProcessInfo> end = server.onExit();
            long told = System.nanoTime();
            server.signal(Signal.TERM);
            end.join();
            return new ServerStart((served - typed) / 1e6, (System.nanoTime() - told) / 1e6);
        } finally {
            process.destroyForcibly();
            if (server != null) {
                server.signal(Signal.KILL);
            }
        }
    }

    /** A request may be served before the launcher is told so. */
    private static long daemon(Process launcher, Path directory) throws IOException, InterruptedException {
        launcher.waitFor();
        String pid = Files.readString(directory.resolve("server.pid"))
                .lines()
                .findFirst()
                .orElseThrow();
        return Long.parseLong(pid);
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(command + " has failed: " + status);
        }
    }

    /** What a making of the archive has cost; no megabytes if none was made. */
    record Making(double cpuSeconds, double megabytes) {

        @Override
        public String toString() {
            return megabytes == 0 ? "not made" : String.format("%.1f s of CPU, %.0f MB", cpuSeconds, megabytes);
        }
    }

    /** Waits for those that make the archive, if a launcher that has ended has begun one, and adds up what they have used. */
    static Making awaitArchive(Path cache) throws IOException {
        MakerWatch watch = new MakerWatch(cache);
        while (watch.isMaking()) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        double megabytes =
                watch.archive().isEmpty() ? 0 : Files.size(watch.archive().get()) / 1e6;
        return new Making(watch.cpuSeconds(), megabytes);
    }
}

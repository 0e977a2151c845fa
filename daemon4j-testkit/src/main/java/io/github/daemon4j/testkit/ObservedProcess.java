/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Readiness;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ProcFs.Stat;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process a test knows of, whoever its parent is: a child the kit started, or a daemon found after it left its launcher.
 * It is one process, pid and start time together: when the pid is used again, this process has ended.
 */
public sealed class ObservedProcess implements AutoCloseable permits ChildProcess {

    final ProcessScope scope;
    private final Stat first;
    private final Transcript transcript;
    private volatile ProcessInfo lastSeen;

    /** The process as a handle; empty if it is gone already. */
    static Optional<ObservedProcess> of(ProcessScope scope, Stat stat, Transcript transcript) {
        return ProcessInfo.of(stat.pid())
                .filter(info -> info.startTicks() == stat.startTicks())
                .map(info -> new ObservedProcess(scope, stat, info, transcript));
    }

    ObservedProcess(ProcessScope scope, Stat first, ProcessInfo info, Transcript transcript) {
        this.scope = scope;
        this.first = first;
        this.transcript = transcript;
        this.lastSeen = info;
    }

    /** {@return the process id} */
    public final long pid() {
        return first.pid();
    }

    /**
     * Looks at the process.
     *
     * @return what it is now; the last that was seen of it if it is gone
     */
    public final ProcessInfo info() {
        ProcessInfo.of(pid())
                .filter(now -> now.startTicks() == first.startTicks())
                .ifPresent(now -> lastSeen = now);
        return lastSeen;
    }

    /** {@return whether it runs; a zombie does not} */
    public final boolean isAlive() {
        return new PidFd(first).isAlive();
    }

    /** {@return what was said where this process could speak: by it, and by all that share its pipes or terminal} */
    public final Transcript transcript() {
        return transcript;
    }

    /**
     * Sends a signal. The signal reaches this process or none: the pid cannot come to mean another one in between.
     *
     * @param signal the signal
     * @return {@code false} if the process has ended
     */
    public final boolean signal(Signal signal) {
        return new PidFd(first).signal(signal.number());
    }

    /**
     * Looks where the process accepts TCP connections.
     *
     * @return the ports, in ascending order; empty also if its descriptors cannot be read, as those of another user's
     */
    public final List<Integer> listeningPorts() {
        return info().listening().orElse(List.of()).stream()
                .map(InetSocketAddress::getPort)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Waits until something is so that tells that the process serves, for as long as the scope's time limit:
     * {@code server.awaitReady(Readiness.log(log, "is up").and(Readiness.file(socket)))}. Whether it is this process that has
     * done it is not asked.
     *
     * @param condition what has to be so
     * @return the look at which it was
     * @throws AssertionError if it does not come, or the process has ended; the message has what was seen last
     */
    public final Readiness.Look awaitReady(Readiness condition) {
        return new Serving(this).await(condition);
    }

    /**
     * Waits until the process accepts TCP connections, for as long as the scope's time limit. A server that is told port 0
     * needs no port that nobody else has.
     *
     * @return the port; the lowest if there are several
     * @throws AssertionError if it does not, or has ended
     */
    public final int awaitListening() {
        return new Serving(this)
                .awaitPorts("listens at a port", ports -> !ports.isEmpty())
                .get(0);
    }

    /**
     * Waits until the process accepts TCP connections on a port, for as long as the scope's time limit.
     *
     * @param port the port
     * @throws AssertionError if it does not, or has ended
     */
    public final void awaitListening(int port) {
        new Serving(this).awaitPorts("listens at port " + port, ports -> ports.contains(port));
    }

    /**
     * Waits until the process accepts connections and a request to its lowest port succeeds.
     *
     * @param path what to GET, such as {@code /health}
     * @return the body of the answer, as UTF-8, at most 1 MiB
     * @throws AssertionError as {@link #awaitHttp(int, String)}
     */
    public final String awaitHttp(String path) {
        return awaitHttp(awaitListening(), path);
    }

    /**
     * Waits until {@code GET http://127.0.0.1:port/path} is answered with a status of 200 to 299, for as long as the scope's
     * time limit.
     *
     * @param port the port
     * @param path what to GET
     * @return the body of the answer, as UTF-8, at most 1 MiB
     * @throws AssertionError if it is not, or the process has ended; the message has the last answer
     */
    public final String awaitHttp(int port, String path) {
        return awaitReady(Readiness.http(Serving.uri(port, path))).seen();
    }

    /** Waits until the process has ended, for as long as the scope's time limit. */
    public final void awaitEnd() {
        awaitEnd(scope.timeout());
    }

    /**
     * Waits until the process has ended.
     *
     * @param timeout how long at most
     * @throws AssertionError if it still runs then; the message holds its command line, the transcript and, of JVMs,
     *     what their threads do
     */
    public final void awaitEnd(Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        if (!endsBy(deadline)) {
            throw new AssertionError(this + " did not end " + deadline + ".\n" + scope.describeStalled()
                    + "Seen so far:\n" + transcript);
        }
    }

    final boolean endsBy(Deadline deadline) {
        return new PidFd(first).endsBy(deadline);
    }

    /** Ends the process with SIGKILL if it still runs, and waits until it is gone. */
    @Override
    public void close() {
        new PidFd(first).kill();
    }

    final long startTicks() {
        return first.startTicks();
    }

    final boolean is(Stat other) {
        return first.isSameProcessAs(other);
    }

    /** {@return "process 4711 (sleep 60)"} */
    @Override
    public String toString() {
        return "process " + pid() + (isAlive() ? " (" + ProcFs.commandLine(pid()) + ")" : " (ended)");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import io.github.daemon4j.AlreadyRunningException;
import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonProcess;
import io.github.daemon4j.examples.fleet.file.FleetException;
import io.github.daemon4j.examples.fleet.file.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One member while it comes up. */
class Attempt {

    /** What has become of it. */
    enum State {
        STARTING,
        READY,
        ALREADY_RUNNING,
        FAILED
    }

    /** Before each line of what a member said last. */
    static final String LAST_WORDS = "    | ";

    private static final int LINES_OF_A_FAILURE = 5;

    private final Member member;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<DaemonProcess> ready = new CompletableFuture<>();
    private long logStart = -1;
    private State state = State.STARTING;
    private Duration took = Duration.ZERO;
    private String failure = "";

    Attempt(Member member) {
        this.member = member;
    }

    /** Starts the member, if it does not run. */
    static Attempt start(Member member, Path file) {
        Attempt attempt = member.host()
                .<Attempt>map(host -> new RemoteAttempt(member, host, file))
                .orElseGet(() -> new Attempt(member));
        try {
            attempt.start();
        } catch (IOException | DaemonException | FleetException impossible) {
            attempt.fail(impossible.getMessage());
        }
        return attempt;
    }

    void start() throws IOException {
        if (member.control().status().exitCode() == 0) {
            settle(State.ALREADY_RUNNING);
            return;
        }
        Files.createDirectories(member.pidFile().getParent());
        Files.createDirectories(member.log().getParent());
        logStart = Files.exists(member.log()) ? Files.size(member.log()) : 0;
        new Thread(this::spawn, "start of " + member.name()).start(); // it waits there until the member serves
    }

    private void spawn() {
        try {
            ready.complete(Daemon.spawn(member.options(), member.command().toArray(new String[0])));
        } catch (RuntimeException failed) {
            ready.completeExceptionally(failed);
        }
    }

    /** Looks at it again. */
    void look() {
        if (state != State.STARTING || !ready.isDone()) {
            return;
        }
        try {
            ready.join();
            settle(State.READY);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AlreadyRunningException) {
                settle(State.ALREADY_RUNNING);
            } else {
                fail(failed.getCause().getMessage());
            }
        }
    }

    final void settle(State settled) {
        took = elapsed();
        state = settled;
    }

    final void fail(String why) {
        settle(State.FAILED);
        failure = why;
    }

    final State state() {
        return state;
    }

    final Member member() {
        return member;
    }

    final Duration elapsed() {
        return state == State.STARTING ? Duration.ofNanos(System.nanoTime() - startNanos) : took;
    }

    /** One line, for people. */
    String describe() {
        String seconds = String.format("%.1f s", elapsed().toMillis() / 1000.0);
        return switch (state) {
            case STARTING ->
                "starting " + seconds
                        + member.readiness().map(ready -> ", until " + ready).orElse("");
            case READY -> "ready after " + seconds + " (pid " + ready.join().pid() + ")";
            case ALREADY_RUNNING -> "is already running";
            case FAILED -> "failed: " + failure;
        };
    }

    /** What it said last, if it could say anything. */
    List<String> lastWords() {
        return logStart < 0 ? List.of() : LogTail.since(member.log(), logStart, LINES_OF_A_FAILURE);
    }
}

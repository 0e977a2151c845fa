/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Turns the running JVM into a Unix daemon, and tells what any process on the machine is.
 *
 * <p>Most programs need three types: {@link io.github.daemon4j.DaemonCommand} gives {@code main} the verbs {@code start},
 * {@code stop} and the others, {@link io.github.daemon4j.DaemonOptions} says how the daemon is started and stopped, and
 * {@link io.github.daemon4j.Daemon} is what the server knows of itself: its words, when it is ready, what to close.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     DaemonOptions options = DaemonOptions.builder().pidFile(Path.of("/run/server.pid")).build();
 *     DaemonCommand.main(args, options, daemon -> {
 *         Server server = Server.start(daemon.resolve(daemon.arguments().get(0)));
 *         return server::close;
 *     });
 * }
 * }</pre>
 *
 * <p>Other programs see the daemon by {@link io.github.daemon4j.DaemonControl}. {@link io.github.daemon4j.ProcessInfo} reads
 * what any process is. Where there is no backend for the system, as on macOS and Windows, a server runs in the foreground,
 * and whatever is about another process throws an {@link java.lang.UnsupportedOperationException} that says what is missing.
 */
@NullMarked
package io.github.daemon4j;

import org.jspecify.annotations.NullMarked;

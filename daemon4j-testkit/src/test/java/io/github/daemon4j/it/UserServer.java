/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.Startup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * A server as a user writes it, in each of the ways that there are: {@code -Dmain} says how its main begins, {@code -Dbody}
 * what it does to come up. Its words are what a person types. It serves in daemon threads, as many do.
 */
@Command(name = "server")
final class UserServer implements Callable<Integer> {

    /** Longer than any test, so that even a lost server ends some day. */
    private static final long LIFETIME_SECONDS = 120;

    @Unmatched
    private List<String> words = new ArrayList<>();

    @Option(names = "--port")
    private int port;

    private UserServer() {}

    public static void main(String[] args) throws Exception {
        switch (property("main", "execute")) {
            case "execute" ->
                System.exit(
                        DaemonCommand.of(options(), (Startup) UserServer::serve).execute(args));
            case "without exit" ->
                DaemonCommand.of(options(), (Startup) UserServer::serve).execute(args);
            case "picocli" -> System.exit(new CommandLine(new UserServer()).execute(args));
            case "Daemon.start" -> Daemon.start(options(), (Startup) UserServer::serve);
            case "Daemon.start twice" -> {
                Daemon.start(options(), (Startup) UserServer::serve);
                Daemon.start(options(), (Startup) UserServer::serve);
            }
            case "spawn" -> Daemon.spawn(options(), "sleep", "1");
            case "facts" -> System.out.println(ProcessInfo.current());
            default -> throw new IllegalArgumentException(property("main", ""));
        }
    }

    /** As picocli calls it. */
    @Override
    public Integer call() {
        Startup body = daemon -> {
            System.out.println("port " + port);
            return serve(daemon);
        };
        return DaemonCommand.of(options(), body).execute(words.toArray(new String[0]));
    }

    private static DaemonOptions options() {
        DaemonOptions.Builder options = DaemonOptions.builder().name("server");
        if (!property("pid", "").isEmpty()) {
            options.pidFile(Path.of(property("pid", "")));
        }
        if (!property("log", "").isEmpty()) {
            options.output(Redirect.appendTo(Path.of(property("log", ""))));
        }
        if (!property("grace", "").isEmpty()) {
            options.stopGrace(Duration.ofMillis(Long.parseLong(property("grace", ""))));
        }
        if (!property("schedule", "").isEmpty()) {
            options.stopSchedule(property("schedule", ""));
        }
        if (!property("ready", "").isEmpty()) {
            options.readyTimeout(Duration.ofMillis(Long.parseLong(property("ready", ""))));
        }
        if (System.getProperty("readyFile") != null) {
            options.readyFile(Path.of(property("readyFile", "")));
        }
        return options.build();
    }

    private static AutoCloseable serve(Daemon daemon) throws Exception {
        inBackground(() -> {
            TimeUnit.SECONDS.sleep(LIFETIME_SECONDS);
            System.exit(1);
        });
        System.out.println("serves " + daemon.arguments());
        daemon.onStop(() -> System.out.println("database closed"));
        String body = property("body", "");
        switch (body) {
            case "throws" -> throw new IllegalStateException("no licence");
            case "exits" -> System.exit(3);
            case "hangs" -> new CountDownLatch(1).await(LIFETIME_SECONDS, TimeUnit.SECONDS);
            case "exits when told" -> whenTold(() -> System.exit(7));
            case "stops itself" -> whenTold(daemon::stop);
            case "reads" -> read(daemon.resolve(daemon.arguments().get(0)));
            case "reads unresolved" -> read(Path.of(daemon.arguments().get(0)));
            case "is deaf" -> daemon.onStop(() -> new CountDownLatch(1).await(LIFETIME_SECONDS, TimeUnit.SECONDS));
            case "starts again" ->
                DaemonCommand.of(options(), (Startup) UserServer::serve).start();
            default -> {
                if (!body.isEmpty()) {
                    throw new IllegalArgumentException(body);
                }
            }
        }
        return () -> System.out.println("listener closed");
    }

    private static void read(Path file) throws Exception {
        System.out.println("read " + Files.readString(file).strip());
    }

    /** When the test says so, because it has seen that the start was a success. */
    private static void whenTold(Action action) {
        inBackground(() -> {
            while (!Files.exists(Path.of(property("go", "")))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            action.run();
        });
    }

    /** What may fail. */
    private interface Action {

        void run() throws Exception;
    }

    private static void inBackground(Action action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (Exception failure) {
                        throw new DaemonException("in the background", failure);
                    }
                },
                "worker");
        thread.setDaemon(true);
        thread.start();
    }

    private static String property(String name, String otherwise) {
        return System.getProperty(name, otherwise);
    }
}

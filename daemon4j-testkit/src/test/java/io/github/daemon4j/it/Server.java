/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonProcess;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.Startup;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The server of these tests. Its arguments are a script: each is a verb, or a verb and its value with a colon between.
 * First the options, then one verb that makes the daemon ({@code detach}, {@code start}, {@code command:VERB} or
 * {@code spawn:PROGRAM}), then what the daemon does. After its last verb it stays until it is ended.
 */
final class Server {

    /** Longer than any test, so that even a lost server ends some day. */
    private static final long LIFETIME_SECONDS = 300;

    private final DaemonOptions.Builder options = DaemonOptions.builder().name("server");
    private final Deque<String> script;
    private final List<FileInputStream> opened = new ArrayList<>();

    private Server(List<String> script) {
        this.script = new ArrayDeque<>(script);
    }

    public static void main(String[] args) throws Exception {
        Server server = new Server(List.of(args));
        server.perform();
        new CountDownLatch(1).await(LIFETIME_SECONDS, TimeUnit.SECONDS);
    }

    private void perform() throws Exception {
        String step = script.poll();
        while (step != null) {
            int colon = step.indexOf(':');
            String verb = colon < 0 ? step : step.substring(0, colon);
            String value = colon < 0 ? "" : step.substring(colon + 1);
            if (!option(verb, value) && !beginning(verb, value) && !preparation(verb, value)) {
                action(verb, value);
            }
            step = script.poll();
        }
    }

    private boolean option(String verb, String value) {
        switch (verb) {
            case "pid" -> options.pidFile(Path.of(value));
            case "readyFile" -> options.readyFile(Path.of(value));
            case "log" -> options.output(Redirect.appendTo(Path.of(value)));
            case "inherit" -> options.output(Redirect.inherit());
            case "timeout" -> options.readyTimeout(Duration.ofMillis(Long.parseLong(value)));
            case "grace" -> options.stopGrace(Duration.ofMillis(Long.parseLong(value)));
            case "cwd" -> options.workingDirectory(Path.of(value));
            case "keepCwd" -> options.keepWorkingDirectory();
            case "umask" -> options.umask(Integer.parseInt(value, 8));
            case "user" -> options.user(value);
            case "group" -> options.group(value);
            case "nice" -> options.nice(Integer.parseInt(value));
            case "oom" -> options.oomScoreAdjust(Integer.parseInt(value));
            case "noCores" -> options.coreDumps(false);
            case "jvm" -> options.jvmOption(value);
            case "startCache" -> options.startCache(Path.of(value));
            case "mode" -> options.mode(LaunchMode.valueOf(value));
            case "env" -> {
                int equals = value.indexOf('=');
                options.environment(value.substring(0, equals), value.substring(equals + 1));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A command blocks in the server for as long as it serves. */
    private static void endSomeDay() {
        Thread end = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(LIFETIME_SECONDS);
                    } catch (InterruptedException never) {
                        return;
                    }
                    System.exit(1);
                },
                "ends some day");
        end.setDaemon(true);
        end.start();
    }

    private boolean beginning(String verb, String value) throws Exception {
        Startup.Plain rest = daemon -> perform();
        switch (verb) {
            case "detach" -> Daemon.detach(options.build());
            case "start" -> Daemon.start(options.build(), rest);
            case "command" -> {
                endSomeDay();
                DaemonCommand.main(value.split(" ", -1), options.build(), rest);
            }
            case "spawn" -> spawn(value);
            case "spawnInThreads" -> spawnInThreads(value);
            case "detachInThread" -> detachInThread();
            case "detachAgain" -> {
                try {
                    Daemon.detach(options.build());
                } catch (IllegalStateException refused) {
                    System.out.println("refused: " + refused.getMessage());
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What the launcher does before it makes the daemon. In the daemon these verbs do nothing. */
    private boolean preparation(String verb, String value) throws Exception {
        boolean launcher = System.getenv("DAEMON4J_HANDSHAKE") == null;
        switch (verb) {
            case "openMany" -> {
                int colon = value.indexOf(':');
                for (int i = Integer.parseInt(value.substring(0, colon)); launcher && i > 0; i--) {
                    opened.add(new FileInputStream(value.substring(colon + 1)));
                }
            }
            case "removeDirectory" -> {
                if (launcher) {
                    Files.delete(Path.of(value));
                }
            }
            case "name" -> Thread.currentThread().setName(value);
            case "ignore" -> ignore(value);
            case "interrupt" -> {
                if (launcher) {
                    interrupt(value);
                }
            }
            case "gate" -> {
                if (launcher) {
                    Acts.waitAtGate(value);
                }
            }
            case "runInDaemon" -> {
                if (!launcher) {
                    action("run", value);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Ends this JVM as Ctrl-C does, and returns while that is held up until the test opens the other end of the fifo. */
    private static void interrupt(String fifo) throws IOException, InterruptedException {
        CountDownLatch ending = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ending.countDown();
                            awaitFifo(fifo);
                        },
                        "holds the end up"));
        new ProcessBuilder("sh", "-c", "kill -INT " + ProcessHandle.current().pid()).start();
        ending.await();
    }

    private void action(String verb, String value) throws Exception {
        switch (verb) {
            case "print" -> System.out.println(value);
            case "printErr" -> System.err.println(value);
            case "status" -> daemon().status(value);
            case "talk" -> talk(Integer.parseInt(value));
            case "extend" -> daemon().extendStartTimeout(Duration.ofMillis(Long.parseLong(value)));
            case "ready" -> {
                if (value.isEmpty()) {
                    daemon().ready();
                } else {
                    daemon().ready(value);
                }
            }
            case "watchdog" -> daemon().watchdog(Acts.health(Path.of(value)));
            case "reload" -> daemon().onReload(() -> reload(value));
            case "closes" -> daemon().onStop(() -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(value)));
            case "deaf" -> ignore("TERM");
            case "upgradesAt" -> upgradesAt(value);
            case "fail" -> {
                int colon = value.indexOf(':');
                daemon().fail(Integer.parseInt(value.substring(0, colon)), value.substring(colon + 1));
            }
            case "exit" -> System.exit(Integer.parseInt(value));
            case "throw" -> throw new IllegalStateException(value);
            case "work" -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(value)); // a start that takes its time
            case "finallyWork" -> {
                int colon = value.indexOf(':');
                long millis = Long.parseLong(value.substring(0, colon));
                Path done = Path.of(value.substring(colon + 1));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> finallyWork(millis, done), "ends in time"));
            }
            case "hang" -> new CountDownLatch(1).await(LIFETIME_SECONDS, TimeUnit.SECONDS);
            case "await" -> awaitFifo(value);
            case "write" -> {
                int colon = value.indexOf(':');
                Files.writeString(Path.of(value.substring(0, colon)), value.substring(colon + 1));
            }
            case "property" -> System.out.println(value + "=" + System.getProperty(value));
            case "read" ->
                System.out.println("read " + Files.readString(Path.of(value)).trim());
            case "readFromLaunch" ->
                System.out.println("read "
                        + Files.readString(daemon().launchDirectory().resolve(value))
                                .trim());
            case "report" -> Files.writeString(Path.of(value), report());
            case "facts" -> Files.writeString(Path.of(value), daemon().mode() + "\n" + daemon().why() + "\n");
            case "answer" -> Acts.answer(value);
            case "listen" -> Acts.listen(Integer.parseInt(value));
            case "chatter" -> Acts.chatter(value);
            case "change" -> Acts.change(value);
            case "run" ->
                new ProcessBuilder("sh", "-c", value).inheritIO().start().waitFor();
            default -> {
                if (!verb.isEmpty() && !verb.equals("word")) {
                    throw new IllegalArgumentException("no such verb: " + verb);
                }
            }
        }
    }

    /** As a program does with {@code sun.misc.Signal}, which the compiler will not have. */
    private static void ignore(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        signal.getMethod("handle", signal, handler)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance(name),
                        handler.getField("SIG_IGN").get(null));
    }

    /** Four threads say so many long lines in all. */
    private static void talk(int lines) throws InterruptedException {
        String line = "x".repeat(64 * 1024);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(
                    () -> {
                        for (int said = 0; said < lines / 4; said++) {
                            daemon().status(line);
                        }
                    },
                    "talks");
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Serves, and is upgraded when the test opens the other end of the fifo. */
    private static void upgradesAt(String fifo) {
        Daemon.current().orElseThrow().ready();
        Thread thread = new Thread(
                () -> {
                    awaitFifo(fifo);
                    try {
                        daemon().upgrade();
                        System.out.println("upgraded");
                    } catch (DaemonException failure) {
                        System.out.println(failure.getMessage());
                    }
                },
                "upgrades");
        thread.setDaemon(true);
        thread.start();
    }

    /** A shutdown hook that takes its time, and leaves a file when it was given it. */
    private static void finallyWork(long millis, Path done) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            Files.writeString(done, "done");
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Blocks until the test opens the other end. */
    private static void awaitFifo(String fifo) {
        try (FileInputStream in = new FileInputStream(fifo)) {
            in.read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@code ok}, or how many milliseconds it takes, or why it fails. */
    private static void reload(String how) throws Exception {
        if (how.matches("[0-9]+")) {
            TimeUnit.MILLISECONDS.sleep(Long.parseLong(how));
        } else if (!how.equals("ok")) {
            throw new IllegalStateException(how);
        }
    }

    private static String report() {
        return daemon().report().allHeld() + "\n" + daemon().report() + "\n";
    }

    private static Daemon daemon() {
        return Daemon.current().orElseThrow();
    }

    private void spawn(String commandLine) {
        try {
            DaemonProcess process = Daemon.spawn(options.build(), commandLine.split(" ", -1));
            System.out.println("spawned " + process.pid());
        } catch (DaemonException failure) {
            System.out.println("not spawned: " + failure.getMessage());
        }
    }

    /** Two threads start the program again and again, each with an oom_score_adj of its own. */
    private void spawnInThreads(String program) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int score : new int[] {100, 200}) {
            DaemonOptions own = options.oomScoreAdjust(score).build();
            Thread thread = new Thread(
                    () -> {
                        for (int i = 0; i < 50; i++) {
                            Daemon.spawn(own, program);
                        }
                    },
                    "spawns at " + score);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void detachInThread() throws InterruptedException {
        Thread thread = new Thread(
                () -> {
                    try {
                        Daemon.detach(options.build());
                    } catch (IllegalStateException refused) {
                        System.out.println("refused: " + refused.getMessage());
                    }
                },
                "worker");
        thread.start();
        thread.join();
    }
}

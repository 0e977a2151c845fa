/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.RestartPolicy;
import io.github.daemon4j.Startup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server with a keeper. Its arguments: a verb of {@link DaemonCommand}, then words with a colon. {@code keep:FIRST,LONGEST,N,WITHIN} is the
 * policy, {@code listen:PORT} has it say its pid there, {@code order:FILE} has it do when it reloads what that file says, and {@code
 * failsBeside:FILE} has it fail to start while there is that file.
 */
final class KeptServer {

    private final DaemonOptions.Builder options = DaemonOptions.builder().name("server");
    private final List<String> acts = new ArrayList<>();

    private KeptServer(List<String> words) {
        for (String word : words) {
            int colon = word.indexOf(':');
            if (!option(word.substring(0, colon), word.substring(colon + 1))) {
                acts.add(word);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Thread end = new Thread(KeptServer::endSomeDay, "ends some day");
        end.setDaemon(true);
        end.start();
        KeptServer server = new KeptServer(List.of(args).subList(1, args.length));
        System.exit(DaemonCommand.of(server.options.build(), (Startup.Plain) server::serve)
                .execute(args[0].split(" ", -1)));
    }

    private static void endSomeDay() {
        try {
            TimeUnit.MINUTES.sleep(10);
        } catch (InterruptedException never) {
            return;
        }
        System.exit(0); // with another status it would be started again
    }

    private boolean option(String verb, String value) {
        switch (verb) {
            case "keep" -> {
                String[] parts = value.split(",", -1);
                options.restartPolicy(RestartPolicy.onFailure()
                        .backoff(millis(parts[0]), millis(parts[1]))
                        .limit(Integer.parseInt(parts[2]), Duration.ofSeconds(Long.parseLong(parts[3]))));
            }
            case "pid" -> options.pidFile(Path.of(value));
            case "log" -> options.output(Redirect.appendTo(Path.of(value)));
            case "pipe" -> options.output(Redirect.pipeTo(value.split(" ", -1)));
            case "user" -> options.user(value);
            case "grace" -> options.stopGrace(millis(value));
            case "schedule" -> options.stopSchedule(value);
            case "timeout" -> options.readyTimeout(millis(value));
            case "jvm" -> options.jvmOption(value);
            case "startCache" -> options.startCache(Path.of(value));
            case "listen" ->
                options.listen(
                        "http", new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(value)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Duration millis(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }

    private void serve(Daemon daemon) throws Exception {
        for (String act : acts) {
            int colon = act.indexOf(':');
            act(daemon, act.substring(0, colon), act.substring(colon + 1));
        }
        for (var socket : daemon.sockets()) {
            Thread thread = new Thread(() -> answer(socket.channel()), "serves");
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("serves as " + ProcessHandle.current().pid());
        daemon.ready();
    }

    private static void act(Daemon daemon, String act, String value) throws Exception {
        switch (act) {
            case "order" -> daemon.onReload(() -> obey(daemon, Files.readString(Path.of(value))));
            case "failsBeside" -> {
                if (Files.exists(Path.of(value))) {
                    throw new IllegalStateException("cannot start beside " + value);
                }
            }
            case "write" -> {
                int equals = value.indexOf('=');
                Files.writeString(
                        Path.of(value.substring(equals + 1)),
                        String.valueOf(
                                switch (value.substring(0, equals)) {
                                    case "report" -> daemon.report();
                                    case "why" -> daemon.why();
                                    default -> System.getenv();
                                }));
            }
            case "hangs" -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(value));
            case "deaf" -> daemon.onStop(() -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(value)));
            default -> throw new IllegalArgumentException("no such word: " + act);
        }
    }

    /** In threads of their own: a reload is to end first. */
    private static void obey(Daemon daemon, String order) {
        int colon = order.indexOf(':');
        String verb = colon < 0 ? order : order.substring(0, colon);
        Runnable act = switch (verb) {
            case "exit" -> () -> System.exit(Integer.parseInt(order.substring(colon + 1)));
            case "halt" -> () -> Runtime.getRuntime().halt(Integer.parseInt(order.substring(colon + 1)));
            case "fail" -> () -> daemon.fail(Integer.parseInt(order.substring(colon + 1)), "fails as told");
            case "stop" -> daemon::stop;
            case "memory" -> KeptServer::useMemory;
            default -> () -> System.out.println("was reloaded");
        };
        new Thread(act, "obeys").start();
    }

    private static void useMemory() {
        Object[] all = {};
        while (true) {
            all = new Object[] {all, new byte[1 << 20]};
        }
    }

    private static void answer(ServerSocketChannel channel) {
        byte[] answer = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
        while (channel.isOpen()) {
            try (SocketChannel client = channel.accept()) {
                client.write(ByteBuffer.wrap(answer));
            } catch (IOException gone) {
                System.err.println("lost a client: " + gone);
            }
        }
    }
}

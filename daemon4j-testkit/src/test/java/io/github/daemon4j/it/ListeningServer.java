/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonSocket;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.Startup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that says on each of its sockets what that is called, and its pid. Its arguments: a verb of {@link DaemonCommand},
 * or {@code detach}, then words with a colon: {@code listen:NAME=HOST/PORT} or {@code listen:NAME=/PATH}, options, and what
 * it does before it serves.
 */
final class ListeningServer {

    private final DaemonOptions.Builder options = DaemonOptions.builder().name("server");
    private final List<String> acts = new ArrayList<>();

    private ListeningServer(List<String> words) {
        for (String word : words) {
            int colon = word.indexOf(':');
            if (!option(word.substring(0, colon), word.substring(colon + 1))) {
                acts.add(word);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        ListeningServer server = new ListeningServer(List.of(args).subList(1, args.length));
        if (args[0].equals("detach")) {
            server.serve(Daemon.detach(server.options.build()));
            Daemon.current().orElseThrow().awaitStop();
        } else {
            System.exit(DaemonCommand.of(server.options.build(), (Startup.Plain) server::serve)
                    .execute(args[0]));
        }
    }

    private boolean option(String verb, String value) {
        switch (verb) {
            case "listen" -> {
                int equals = value.indexOf('=');
                options.listen(value.substring(0, equals), address(value.substring(equals + 1)));
            }
            case "pid" -> options.pidFile(Path.of(value));
            case "log" -> options.output(Redirect.appendTo(Path.of(value)));
            case "user" -> options.user(value);
            case "umask" -> options.umask(Integer.parseInt(value, 8));
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

    @SuppressWarnings("AddressSelection") // a literal, of which there is one
    private static SocketAddress address(String text) {
        if (text.startsWith("/") || text.startsWith("./")) {
            return UnixDomainSocketAddress.of(text);
        }
        int slash = text.indexOf('/');
        int port = Integer.parseInt(text.substring(slash + 1));
        return text.startsWith("*")
                ? new InetSocketAddress(port)
                : new InetSocketAddress(text.substring(0, slash), port);
    }

    private void serve(Daemon daemon) throws Exception {
        for (String act : acts) {
            int colon = act.indexOf(':');
            act(daemon, act.substring(0, colon), act.substring(colon + 1));
        }
        for (DaemonSocket socket : daemon.sockets()) {
            if (!daemon.socket(socket.name()).equals(socket.channel())) {
                throw new IllegalStateException("another channel of " + socket);
            }
            serve(socket.name(), socket.channel());
        }
        daemon.ready("serving " + daemon.sockets());
    }

    private static void act(Daemon daemon, String act, String value) throws Exception {
        switch (act) {
            case "throw" -> throw new IllegalStateException(value);
            case "sockets" -> Files.writeString(Path.of(value), daemon.sockets() + "\n");
            case "report" -> Files.writeString(Path.of(value), daemon.report() + "\n");
            case "work" -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(value)); // a start that takes its time
            case "drains" ->
                daemon.onStop(() -> {
                    for (DaemonSocket socket : daemon.sockets()) {
                        socket.channel().close();
                    }
                    TimeUnit.MILLISECONDS.sleep(Long.parseLong(value)); // for who was accepted before
                });
            case "run" ->
                new ProcessBuilder("sh", "-c", value).inheritIO().start().waitFor();
            case "take" -> {
                try {
                    daemon.socket(value);
                } catch (IllegalArgumentException none) {
                    System.out.println("refused: " + none.getMessage());
                }
            }
            default -> throw new IllegalArgumentException("no such verb: " + act);
        }
    }

    private static void serve(String name, ServerSocketChannel channel) {
        byte[] answer = (name + " " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
        Thread thread = new Thread(
                () -> {
                    while (channel.isOpen()) {
                        answer(channel, answer);
                    }
                },
                "serves " + name);
        thread.setDaemon(false);
        thread.start();
    }

    /** One client, who may be gone before he is answered. */
    private static void answer(ServerSocketChannel channel, byte[] answer) {
        try (SocketChannel client = channel.accept()) {
            client.write(ByteBuffer.wrap(answer));
        } catch (IOException gone) {
            return;
        }
    }
}

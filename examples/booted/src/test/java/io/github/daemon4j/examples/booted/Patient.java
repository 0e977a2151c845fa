/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that does not always do well. The words of its command line, {@code NAME=VALUE}: {@code health}, a file that says
 * {@code well}, {@code unwell}, {@code hanging}, or what an exception says; {@code reload} and {@code close}, how many milliseconds that takes;
 * {@code reload=fails}; {@code port}, to be bound; {@code
 * socket}, a file to listen at.
 */
final class Patient {

    /** The file that a reload leaves when it is done. */
    static final String RELOADED = "/run/reloaded";

    static final Duration GRACE = Duration.ofSeconds(10);

    private Patient() {}

    /** Makes a service {@code p} that runs it, in a booted Debian. */
    static void unit(BootedDebian debian, List<String> settings, String... words) {
        List<String> lines = new ArrayList<>(settings);
        lines.add("LimitCORE=0"); // the watchdog's SIGABRT
        lines.add("ExecStart=/usr/local/bin/java -XX:TieredStopAtLevel=1 -cp " + BootedDebian.CLASSES + ":"
                + BootedDebian.QUICKSTART + " " + Patient.class.getName() + " start " + String.join(" ", words));
        debian.service("p", lines.toArray(new String[0]));
    }

    /** Does what the verb says. */
    public static void main(String[] words) {
        DaemonOptions.Builder options = DaemonOptions.builder().name("patient").stopGrace(GRACE);
        for (String word : words) {
            if (word.startsWith("socket=")) {
                options.listen("p", UnixDomainSocketAddress.of(value(word)));
            }
        }
        System.exit(DaemonCommand.of(options.build(), Patient::start).execute(words));
    }

    private static void start(Daemon daemon) throws IOException {
        for (String word : daemon.arguments()) {
            String value = value(word);
            switch (word.substring(0, word.indexOf('='))) {
                case "health" -> daemon.watchdog(() -> isWell(Path.of(value)));
                case "reload" -> daemon.onReload(() -> reload(value));
                case "close" ->
                    daemon.onStop(() -> {
                        daemon.status("closing");
                        takeYourTime(Long.parseLong(value));
                        daemon.status("all is closed");
                    });
                case "socket" -> daemon.socket("p");
                default -> bind(Integer.parseInt(value));
            }
        }
        daemon.ready("serving");
    }

    private static String value(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    private static boolean isWell(Path file) {
        try {
            String health = Files.readString(file).strip();
            if (health.equals("hanging")) {
                new CountDownLatch(1).await();
            }
            if (!health.equals("well") && !health.equals("unwell")) {
                throw new IllegalStateException(health);
            }
            return health.equals("well");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void reload(String how) throws Exception {
        if (how.equals("fails")) {
            throw new IllegalStateException("no such key");
        }
        takeYourTime(Long.parseLong(how));
        Files.writeString(Path.of(RELOADED), "");
    }

    private static void takeYourTime(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    private static void bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        System.out.println("serving " + socket.getLocalPort());
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.hasThread;
import static io.github.daemon4j.it.Facts.letGoOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager hears, sd_notify(3), and when. What systemd makes of it is asked of booted ones. */
@DaemonTest
class NotifyIT {

    private static final String INTERVAL = "1000000";
    /** As much of the name of a thread as the kernel keeps. */
    private static final String WATCHDOG = "daemon4j watchd";

    private static final String HEALTH_CHECK = "daemon4j health";
    private static final String MORE_TIME = "\nEXTEND_TIMEOUT_USEC=";

    @TempDir
    private Path directory;

    private String address() {
        return directory.resolve("notify").toString();
    }

    private Path health(String health) throws IOException {
        return Files.writeString(directory.resolve("health"), health);
    }

    private ChildJvm.Builder server(JavaHome java, ProcessScope scope, String... script) {
        return java.server(scope, script).environment("NOTIFY_SOCKET", address());
    }

    @EachJava
    void a_unit_with_a_watchdog_hears_that_the_server_lives_from_ready_on(JavaHome java, ProcessScope scope) {
        Path fifo = Facts.fifo(scope, directory);
        try (NotifySocket manager = NotifySocket.bind(address())) {
            ChildJvm server = server(java, scope, "detach", "status:loading", "await:" + fifo, "ready:serving")
                    .environment("WATCHDOG_USEC", INTERVAL)
                    .start();
            assertThat(manager.receive()).isEqualTo("STATUS=loading");
            assertThat(hasThread(server.pid(), WATCHDOG)).isFalse();
            letGoOn(fifo);

            assertThat(manager.receive()).isEqualTo("READY=1\nSTATUS=serving");
            for (int sign = 0; sign < 3; sign++) {
                assertThat(manager.receive()).isEqualTo("WATCHDOG=1");
            }
            assertThat(hasThread(server.pid(), HEALTH_CHECK)).isFalse();
            server.signal(Signal.TERM);
            assertThat(rest(manager)).last().isEqualTo("BARRIER=1");
            assertThat(server.awaitExit().code()).hasValue(0);
        }
    }

    /** Without signs of life that came meanwhile. */
    private static String next(NotifySocket manager) {
        String message = manager.receive();
        while (message.equals("WATCHDOG=1") || message.startsWith("EXTEND_TIMEOUT_USEC=")) {
            message = manager.receive();
        }
        return message;
    }

    private static List<String> rest(NotifySocket manager) {
        List<String> rest = new ArrayList<>();
        do {
            rest.add(manager.receive());
        } while (!rest.get(rest.size() - 1).equals("BARRIER=1"));
        return rest;
    }

    @EachJava
    void an_unwell_server_is_reported_once(JavaHome java, ProcessScope scope) throws IOException {
        for (String sick : List.of("unwell", "no database")) {
            Path health = health("well");
            try (NotifySocket manager = NotifySocket.bind(address())) {
                ChildJvm server = server(java, scope, "detach", "watchdog:" + health, "ready")
                        .environment("WATCHDOG_USEC", INTERVAL)
                        .environment("WATCHDOG_PID", "")
                        .start();
                assertThat(manager.receive()).isEqualTo("READY=1");
                assertThat(manager.receive()).isEqualTo("WATCHDOG=1");
                assertThat(manager.receive()).isEqualTo("WATCHDOG=1");

                health(sick);

                assertThat(next(manager)).isEqualTo("WATCHDOG=trigger");
                assertThat(server.awaitLine("health check"))
                        .isEqualTo("server: the health check "
                                + (sick.equals("unwell")
                                        ? "says that this server is not healthy"
                                        : "has failed: java.lang.IllegalStateException: no database")
                                + "; the service manager is told, and ends this process as WatchdogSec= and WatchdogSignal="
                                + " of its unit say");
                await("the thread has ended", () -> !hasThread(server.pid(), WATCHDOG));
                server.signal(Signal.TERM);
                assertThat(manager.receive()).startsWith("STOPPING=1");
                server.signal(Signal.KILL);
                server.awaitExit();
            }
            Files.delete(Path.of(address()));
        }
    }

    @EachJava
    void a_check_that_hangs_is_followed_by_no_sign_and_said_once(JavaHome java, ProcessScope scope) throws IOException {
        Path health = health("well");
        try (NotifySocket manager = NotifySocket.bind(address())) {
            ChildJvm server = server(java, scope, "detach", "watchdog:" + health, "ready")
                    .environment("WATCHDOG_USEC", INTERVAL)
                    .start();
            assertThat(manager.receive()).isEqualTo("READY=1");
            assertThat(manager.receive()).isEqualTo("WATCHDOG=1");

            health("hanging");

            assertThat(server.awaitLine("health check"))
                    .isEqualTo(
                            "server: the health check has not answered for 400 ms; without an answer the service manager"
                                    + " ends this process 1000 ms after its last sign of life. It is in");
            server.awaitLine("Acts.lambda$health");
            server.signal(Signal.TERM);
            assertThat(next(manager)).startsWith("STOPPING=1");
            assertThat(rest(manager)).doesNotContain("WATCHDOG=1", "WATCHDOG=trigger");
            assertThat(server.awaitExit().code()).hasValue(0);
        }
    }

    @EachJava
    void where_no_watchdog_waits_nothing_is_asked(JavaHome java, ProcessScope scope) throws IOException {
        try (NotifySocket manager = NotifySocket.bind(address())) {
            for (List<String> variables : List.of(List.of("WATCHDOG_PID", "1"), List.of("WATCHDOG_USEC", INTERVAL))) {
                Path facts = directory.resolve("facts");
                ChildJvm.Builder builder = server(
                        java, scope, "detach", "watchdog:" + directory.resolve("none"), "ready", "facts:" + facts);
                if (variables.contains("WATCHDOG_USEC")) {
                    builder.environment("WATCHDOG_PID", "1");
                }
                ChildJvm server =
                        builder.environment(variables.get(0), variables.get(1)).start();

                assertThat(manager.receive()).isEqualTo("READY=1");
                Facts.awaitContent(facts, "SYSTEMD");
                assertThat(hasThread(server.pid(), WATCHDOG)).isFalse();
                assertThat(hasThread(server.pid(), HEALTH_CHECK)).isFalse();
                if (variables.contains("WATCHDOG_USEC")) {
                    server.awaitLine(
                            "waits for a sign of life of process 1 (WATCHDOG_PID), so this one, " + server.pid());
                }
                server.signal(Signal.KILL);
                server.awaitExit();
                Files.delete(facts);
            }
            assertThat(manager.isEmpty()).isTrue();
        }
    }

    @EachJava
    void who_closes_for_long_asks_for_time_but_for_no_more_than_it_was_given(JavaHome java, ProcessScope scope) {
        try (NotifySocket manager = NotifySocket.bind(address())) {
            ChildJvm server = server(java, scope, "grace:4000", "detach", "closes:2500", "status:loading", "ready")
                    .start();
            assertThat(manager.receive()).isEqualTo("STATUS=loading");
            assertThat(manager.receive()).as("what the start said is over").isEqualTo("READY=1\nSTATUS=");
            server.signal(Signal.TERM);

            assertThat(manager.receive()).isEqualTo("STOPPING=1" + MORE_TIME + "4000000");
            List<String> rest = rest(manager);
            assertThat(rest).hasSizeGreaterThanOrEqualTo(2).last().isEqualTo("BARRIER=1");
            for (String message : rest.subList(0, rest.size() - 1)) {
                assertThat(message).startsWith(MORE_TIME.strip());
                assertThat(Long.parseLong(message.substring(message.indexOf('=') + 1)))
                        .isLessThanOrEqualTo(3_100_000);
            }
            assertThat(server.awaitExit().code()).hasValue(0);
        }
    }

    @EachJava
    @JdkDependent("its signals")
    void a_reload_is_answered_and_a_failed_one_is_seen(JavaHome java, ProcessScope scope) {
        try (NotifySocket manager = NotifySocket.bind(address())) {
            ChildJvm server = server(java, scope, "detach", "reload:1500", "ready:7 users")
                    .start();
            assertThat(manager.receive()).isEqualTo("READY=1\nSTATUS=7 users");
            long before = System.nanoTime() / 1000;
            server.signal(Signal.HUP);

            String reloading = manager.receive();
            assertThat(reloading).matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+" + MORE_TIME + "10000000");
            long told = Long.parseLong(reloading.lines().toList().get(1).substring("MONOTONIC_USEC=".length()));
            assertThat(told)
                    .as("CLOCK_MONOTONIC, which is one for all processes")
                    .isBetween(before, System.nanoTime() / 1000);
            assertThat(manager.receive()).isEqualTo("EXTEND_TIMEOUT_USEC=10000000");
            assertThat(next(manager)).isEqualTo("READY=1\nSTATUS=7 users");
            server.signal(Signal.TERM);
            rest(manager);
            server.awaitExit();

            ChildJvm failing = server(java, scope, "detach", "reload:no such\nkey", "ready:7 users")
                    .start();
            assertThat(manager.receive()).isEqualTo("READY=1\nSTATUS=7 users");
            failing.signal(Signal.HUP);
            assertThat(manager.receive()).startsWith("RELOADING=1");
            assertThat(next(manager)).isEqualTo("READY=1\nSTATUS=cannot reload: no such key");
        }
    }

    @EachJava
    void without_anything_to_be_read_again_a_reload_is_answered_at_once(JavaHome java, ProcessScope scope) {
        try (NotifySocket manager = NotifySocket.bind(address())) {
            ChildJvm server = server(java, scope, "detach", "ready").start();
            assertThat(manager.receive()).isEqualTo("READY=1");
            server.signal(Signal.HUP);

            assertThat(manager.receive()).startsWith("RELOADING=1");
            assertThat(manager.receive()).isEqualTo("READY=1\nSTATUS=");
        }
    }

    /** READY=1 after a reload would be taken for the end of the start. */
    @EachJava
    void a_reload_before_it_is_ready_does_not_make_it_ready(JavaHome java, ProcessScope scope) {
        Path fifo = Facts.fifo(scope, directory);
        try (NotifySocket manager = NotifySocket.bind(address())) {
            ChildJvm server = server(
                            java, scope, "detach", "reload:no such key", "status:loading", "await:" + fifo, "ready")
                    .start();
            assertThat(manager.receive()).isEqualTo("STATUS=loading");
            server.signal(Signal.HUP);
            server.awaitLine("cannot reload");
            assertThat(manager.isEmpty()).isTrue();
            letGoOn(fifo);

            assertThat(manager.receive()).isEqualTo("READY=1\nSTATUS=");
        }
    }

    @EachJava
    void a_failed_start_says_why_with_the_systems_number_and_waits_until_that_is_read(JavaHome java, ProcessScope scope)
            throws IOException {
        try (NotifySocket manager = NotifySocket.bind(address());
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildJvm server = server(java, scope, "start", "listen:" + taken.getLocalPort())
                    .start();

            assertThat(manager.receive())
                    .isEqualTo("STATUS=start-up failed: java.net.BindException: Address already in use\n"
                            + "ERRNO=98\nEXIT_STATUS=1");
            assertThat(manager.receive()).isEqualTo("BARRIER=1");
            assertThat(server.awaitExit().code()).hasValue(1);
        }
    }

    @EachJava
    void a_manager_that_does_not_read_keeps_no_server_from_ending(JavaHome java, ProcessScope scope) {
        try (NotifySocket manager = NotifySocket.bind(address())) {
            ChildJvm server = server(java, scope, "detach", "ready").start();
            assertThat(manager.receive()).isEqualTo("READY=1");
            server.signal(Signal.TERM);

            assertThat(server.awaitExit().code()).hasValue(0);
            server.awaitEndOfOutput();
            assertThat(err(server)).contains("has not read within 3 s what it was told");
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.Signal;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each server: started from a terminal, asked, hung up, asked again, stopped; and what that costs the slow ones. */
@DaemonTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealServersIT {

    private static final Duration SLOW = Duration.ofMinutes(2);
    private static final int PAIRS = 5;
    private static final Path TABLE = Path.of("target/servers.md");
    private static final ResultTable RESULTS = new ResultTable();

    @TempDir
    Path directory;

    static Stream<Arguments> serversAndJavas() {
        return Stream.of(RealServer.values())
                .flatMap(server -> Stream.of(Arguments.of(server, 17), Arguments.of(server, 25)));
    }

    static Stream<Arguments> slowServersAndJavas() {
        return serversAndJavas().filter(arguments -> ((RealServer) arguments.get()[0]).needsMoreThanASecond());
    }

    @AfterAll
    static void writeTable() throws IOException {
        RESULTS.write(TABLE);
    }

    @Order(1)
    @ParameterizedTest(name = "{0} on Java {1}")
    @MethodSource("serversAndJavas")
    void serves_on_when_its_terminal_is_closed(RealServer server, int feature, ProcessScope scope, PtyTerminal terminal)
            throws Exception {
        JavaHome java = java(feature);
        int port = prepare(server, scope, java);
        ChildProcess shell = terminal.shell();

        long start = System.nanoTime();
        terminal.type(String.join(" ", server.daemon(java, directory, port)) + "; echo \"exit status $?\"\n");
        terminal.awaitText("exit status 0", SLOW);
        Duration toPrompt = Duration.ofNanos(System.nanoTime() - start);
        server.write(port);
        ProcessInfo daemon = control(server).process().orElseThrow();
        assertThat(daemon.role()).as(daemon.explainRole()).isEqualTo(ProcessRole.DAEMON);
        assertThat(daemon.terminal().is(Reason.NONE)).isTrue();

        terminal.hangUp();
        shell.awaitExit();
        assertThat(server.read(port)).isEqualTo("kept");

        ProcessInfo now = control(server).process().orElseThrow();
        assertThat(now.isSameProcessAs(daemon)).isTrue();
        StopResult stopped = control(server).stop(Duration.ofSeconds(30));
        assertThat(stopped.outcome()).isEqualTo(StopResult.Outcome.TERMINATED);
        assertThat(directory.resolve(server.pidFile())).doesNotExist();
        RESULTS.run(server, java, toPrompt, now.residentBytes(), now.threads(), stopped.took());
    }

    @Order(2)
    @ParameterizedTest(name = "{0} on Java {1}")
    @MethodSource("slowServersAndJavas")
    void takes_hardly_longer_than_in_the_background_of_a_shell(RealServer server, int feature, ProcessScope scope)
            throws Exception {
        JavaHome java = java(feature);
        int port = prepare(server, scope, java);
        List<Long> plain = new ArrayList<>();
        List<Long> daemon = new ArrayList<>();
        plain(server, java, port, scope); // both ways once, so that all files are in memory
        daemon(server, java, port, scope);
        for (int i = 0; i < PAIRS; i++) {
            plain.add(plain(server, java, port, scope));
            daemon.add(daemon(server, java, port, scope));
        }
        assertThat(RESULTS.overhead(server, java, plain, daemon))
                .as("daemon to plain; 1.25 is the target, more is allowed for here because the machine may be busy")
                .isLessThan(1.5);
    }

    private long plain(RealServer server, JavaHome java, int port, ProcessScope scope) throws Exception {
        String command = String.join(" ", server.plain(java, directory, port));
        long start = System.nanoTime();
        ChildProcess shell = scope.command("sh", "-c", command + " </dev/null >/dev/null 2>&1 & echo $!")
                .start();
        long served = awaitAnswer(server, port) - start;
        ProcessInfo started =
                ProcessInfo.of(Long.parseLong(shell.awaitLine(line -> true))).orElseThrow();
        started.signal(Signal.TERM);
        started.onExit().get(30, TimeUnit.SECONDS);
        return served;
    }

    private long daemon(RealServer server, JavaHome java, int port, ProcessScope scope) throws Exception {
        String command = String.join(" ", server.daemon(java, directory, port));
        long start = System.nanoTime();
        ChildProcess launcher = scope.command("sh", "-c", "exec " + command + " >/dev/null 2>&1")
                .start();
        long served = awaitAnswer(server, port) - start;
        assertThat(launcher.awaitExit(SLOW).code()).hasValue(0);
        assertThat(control(server).stop(Duration.ofSeconds(30)).outcome()).isEqualTo(StopResult.Outcome.TERMINATED);
        return served;
    }

    private static long awaitAnswer(RealServer server, int port) throws Exception {
        long end = System.nanoTime() + SLOW.toNanos();
        Optional<Exception> refusal = refusal(server, port);
        while (refusal.isPresent()) {
            if (System.nanoTime() - end > 0) {
                throw refusal.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            refusal = refusal(server, port);
        }
        return System.nanoTime();
    }

    private static Optional<Exception> refusal(RealServer server, int port) {
        try {
            new Socket(InetAddress.getByName("127.0.0.1"), port).close(); // no client's patience while nobody listens
            server.ask(port);
            return Optional.empty();
        } catch (Exception notYet) {
            return Optional.of(notYet);
        }
    }

    private JavaHome java(int feature) {
        Optional<JavaHome> java = JavaHome.of(feature);
        assumeThat(java)
                .as("not tested on Java %d: none beside %s", feature, System.getProperty("java.home"))
                .isPresent();
        return java.orElseThrow();
    }

    /** The class path goes into a file: it is longer than a line of a terminal may be. */
    private int prepare(RealServer server, ProcessScope scope, JavaHome java) throws IOException {
        String classPath = Path.of("target/classes").toAbsolutePath() + ":"
                + Path.of("target/test-classes").toAbsolutePath() + ":"
                + Files.readString(Path.of("target/servers.classpath")).strip();
        Files.write(directory.resolve("java.args"), List.of("-cp", classPath, "--enable-native-access=ALL-UNNAMED"));
        int port = ProcessScope.freePort();
        server.prepare(scope, java, directory, port);
        return port;
    }

    private DaemonControl control(RealServer server) {
        return DaemonControl.of(directory.resolve(server.pidFile()));
    }
}

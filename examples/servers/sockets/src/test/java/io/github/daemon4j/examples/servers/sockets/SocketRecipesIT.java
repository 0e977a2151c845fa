/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each recipe of examples/sockets.md, with the server it is for. */
@DaemonTest
class SocketRecipesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Restarts; upgrades are two and a half times as many: {@code -Drounds=20} for 20 and 50. */
    private static final int ROUNDS = Integer.getInteger("rounds", 2);

    @TempDir
    private Path directory;

    static Stream<Arguments> recipesAndJavas() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Path java : javas()) {
            for (Class<?> server : List.of(
                    JettyServer.class,
                    NettyServer.class,
                    TomcatServer.class,
                    SpringTomcatServer.class,
                    SpringJettyServer.class)) {
                all.add(Arguments.of(server, java));
            }
        }
        return all.stream();
    }

    /** The one that runs this, and a 25 beside it. */
    private static List<Path> javas() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        List<Path> javas = new ArrayList<>(List.of(own));
        try (Stream<Path> homes = Files.list(own.getParent())) {
            homes.filter(home -> !home.equals(own) && Files.isRegularFile(home.resolve("release")))
                    .filter(home -> read(home.resolve("release")).contains("JAVA_VERSION=\"25"))
                    .limit(1)
                    .forEach(javas::add);
        }
        return javas;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private List<String> command(Class<?> server, Path java, int port, String... options) throws IOException {
        return command("start", server, java, port, options);
    }

    private List<String> command(String verb, Class<?> server, Path java, int port, String... options)
            throws IOException {
        String classPath = Path.of("target/classes").toAbsolutePath() + ":"
                + Files.readString(Path.of("target/servers.classpath")).strip();
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                server.getName(),
                verb,
                directory.toString(),
                Integer.toString(port)));
        return command;
    }

    private static String get(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(PATIENCE)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("recipesAndJavas")
    void it_serves_on_the_socket_that_the_launcher_has_bound(Class<?> server, Path java, ProcessScope scope)
            throws Exception {
        int port = ProcessScope.freePort();
        String[] command = command(server, java, port).toArray(new String[0]);
        ChildProcess launcher = scope.command(command).start();
        assertThat(launcher.awaitExit(PATIENCE).code()).hasValue(0);
        launcher.awaitDetached();
        assertThat(get(port)).isEqualTo("hello");

        assertThat(DaemonControl.of(directory.resolve("server.pid"))
                        .stop(Duration.ofSeconds(30))
                        .outcome())
                .isEqualTo(StopResult.Outcome.TERMINATED);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("recipesAndJavas")
    void it_serves_on_the_socket_that_systemd_has_bound(Class<?> server, Path java, ProcessScope scope)
            throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-socket-activate")),
                "not run: there is no systemd-socket-activate");
        int port = ProcessScope.freePort();
        List<String> command = new ArrayList<>(
                List.of("systemd-socket-activate", "-E", "DAEMON4J_MODE=foreground", "-l", "127.0.0.1:" + port));
        command.addAll(command(server, java, port, "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
        ChildProcess process = scope.command(command.toArray(new String[0])).start();
        process.awaitLine("Listening on ");

        assertThat(get(port)).isEqualTo("hello");
    }

    /** Those that end without losing anybody; Jetty is in the example sockets. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(classes = {NettyServer.class, TomcatServer.class})
    void while_it_is_restarted_and_upgraded_again_and_again_no_request_fails(Class<?> server, ProcessScope scope)
            throws Exception {
        int port = ProcessScope.freePort();
        Path java = Path.of(System.getProperty("java.home"));
        List<String> command = new ArrayList<>(List.of(
                java.resolve("bin/java").toString(),
                "-cp",
                Path.of("../../sockets/target/sockets.jar").toAbsolutePath().toString(),
                "io.github.daemon4j.examples.sockets.load.UnderLoad",
                "--restarts",
                Integer.toString(ROUNDS),
                "--upgrades",
                Integer.toString(ROUNDS * 5 / 2),
                "--port",
                Integer.toString(port)));
        command.addAll(command("VERB", server, java, port));

        ChildProcess load = scope.command(command.toArray(new String[0])).start();

        int status = load.awaitExit(PATIENCE.multipliedBy(ROUNDS)).shellCode();
        load.awaitEndOfOutput();
        String said = load.transcript().text(Transcript.Stream.OUT);
        System.out.println(server.getSimpleName() + ": " + said.strip());
        assertThat(status).as("%s", said).isZero();
        assertThat(said).containsPattern("times restart: [0-9]+ requests.* 0 failed");
        assertThat(said).containsPattern("times upgrade: [0-9]+ requests.* 0 failed");
    }
}

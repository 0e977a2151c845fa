/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.examples.sockets.load.UnderLoad;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar sockets.jar}, as a person uses it. */
@DaemonTest
class SocketsJarIT {

    private static final Path JAR = Path.of("target/sockets.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Restarts; upgrades are two and a half times as many: {@code -Drounds=20} for 20 and 50. */
    private static final int ROUNDS = Integer.getInteger("rounds", 1);

    @TempDir
    private Path directory;

    private ProcessScope scope;

    @BeforeEach
    void prepare(ProcessScope scope) {
        this.scope = scope;
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(
                scope.jvm(SocketsJarIT.class).jar(JAR).arguments(words).command());
        command.add("--pid-file");
        command.add(directory.resolve("sockets.pid").toString());
        return command;
    }

    private ChildProcess sockets(String... words) {
        return scope.command(command(words).toArray(new String[0])).start();
    }

    private static String get(int port) throws Exception {
        return get(port, "/");
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String err(ChildProcess process) {
        process.awaitEndOfOutput();
        return process.transcript().text(Transcript.Stream.ERR);
    }

    @Test
    void start_stop_and_what_is_in_between() throws Exception {
        int port = ProcessScope.freePort();
        Path log = directory.resolve("sockets.log");
        ChildProcess start = sockets("start", "--port", Integer.toString(port), "--log-file", log.toString());
        assertThat(start.awaitExit().code()).hasValue(0);
        assertThat(err(start)).isEqualTo("serving http://127.0.0.1:" + port + "/\n");
        ObservedProcess daemon = start.awaitDetached();
        assertThat(get(port)).isEqualTo(daemon.pid() + "\n");
        assertThat(daemon.info().commandLine().orElse(List.of()))
                .as("what the JVM needs stands in the manifest")
                .isNotEmpty()
                .noneMatch(word -> word.startsWith("--add-opens"));

        ChildProcess restart = sockets("restart", "--port", Integer.toString(port));
        assertThat(restart.awaitExit().code()).hasValue(0);
        assertThat(get(port)).isEqualTo(restart.awaitDetached().pid() + "\n");

        assertThat(sockets("stop").awaitExit().code()).hasValue(0);
        assertThat(sockets("status").awaitExit().code()).hasValue(3);
        assertThat(log).content().startsWith("serving http://127.0.0.1:");
    }

    /** Clients that keep their connections, clients that connect anew, and requests that take two seconds. */
    @Test
    void while_it_is_restarted_and_upgraded_again_and_again_no_request_fails() throws Exception {
        int port = ProcessScope.freePort();
        Path plot = directory.resolve("load.svg");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR.toString(),
                UnderLoad.class.getName(),
                "--restarts",
                Integer.toString(ROUNDS),
                "--upgrades",
                Integer.toString(ROUNDS * 5 / 2),
                "--port",
                Integer.toString(port),
                "--svg",
                plot.toString()));
        command.addAll(command("VERB", "--port", Integer.toString(port)));

        ChildProcess load = scope.command(command.toArray(new String[0])).start();

        int status = load.awaitExit(PATIENCE.multipliedBy(ROUNDS + 1)).shellCode();
        load.awaitEndOfOutput();
        String said = load.transcript().text(Transcript.Stream.OUT);
        System.out.println(said.strip());
        assertThat(status).as("%s", said).isZero();
        assertThat(said).containsPattern("times restart: [0-9]+ requests.* 0 failed");
        assertThat(said).containsPattern("times upgrade: [0-9]+ requests.* 0 failed");
        assertThat(plot).content().contains("restart: ", "upgrade: ", "prefers-color-scheme:dark");
    }

    /** What is upgraded as a rule: the jar is another one, of another name. */
    @Test
    void the_next_version_takes_the_place_of_this_one() throws Exception {
        int port = ProcessScope.freePort();
        assertThat(sockets("start", "--port", Integer.toString(port))
                        .awaitExit()
                        .code())
                .hasValue(0);
        String version = get(port, "/version");
        Path next = directory.resolve("next.jar");
        copy(JAR, next, "next");
        List<String> command = command("upgrade", "--port", Integer.toString(port));
        command.replaceAll(word -> word.equals(JAR.toString()) ? next.toString() : word);

        assertThat(scope.command(command.toArray(new String[0]))
                        .start()
                        .awaitExit()
                        .code())
                .hasValue(0);

        assertThat(get(port, "/version")).isEqualTo("next\n").isNotEqualTo(version);
        assertThat(sockets("stop").awaitExit().code()).hasValue(0);
    }

    private static void copy(Path from, Path to, String version) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        jar.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }
    }

    @Test
    void a_busy_port_is_told_on_the_terminal() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildProcess start = sockets("start", "--port", Integer.toString(busy.getLocalPort()));

            assertThat(start.awaitExit().code()).hasValue(1);
            assertThat(err(start))
                    .startsWith("sockets: cannot listen on 127.0.0.1:" + busy.getLocalPort()
                            + " (socket \"http\"): bind failed: EADDRINUSE");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void who_has_begun_to_ask_gets_an_answer_although_it_is_being_stopped() throws Exception {
        int port = ProcessScope.freePort();
        ChildProcess start = sockets("start", "--port", Integer.toString(port));
        assertThat(start.awaitExit().code()).hasValue(0);
        ObservedProcess daemon = start.awaitDetached();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = client.getOutputStream();
            String request = "GET / HTTP/1.1\r\nHost: localhost\r\n";
            out.write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] first = new byte[1000];
            assertThat(new String(first, 0, client.getInputStream().read(first), StandardCharsets.US_ASCII))
                    .as("it has been taken")
                    .startsWith("HTTP/1.1 200");
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();

            daemon.signal(Signal.TERM);
            awaitStopping();
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200").endsWith(daemon.pid() + "\n");
        }
        daemon.awaitEnd();
    }

    private void awaitStopping() {
        DaemonControl control = DaemonControl.of(directory.resolve("sockets.pid"));
        long end = System.nanoTime() + PATIENCE.toNanos();
        DaemonStatus seen = control.state().status();
        while (seen != DaemonStatus.STOPPING && System.nanoTime() - end < 0) {
            seen = control.state().status();
        }
        assertThat(seen).isEqualTo(DaemonStatus.STOPPING);
    }

    @Test
    void below_systemd_it_needs_no_option() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-socket-activate")),
                "not run: there is no systemd-socket-activate");
        int port = ProcessScope.freePort();
        List<String> command = new ArrayList<>(List.of("systemd-socket-activate", "-l", "127.0.0.1:" + port));
        command.addAll(command("run", "--port", Integer.toString(port)));
        ChildProcess server = scope.command(command.toArray(new String[0])).start();
        server.awaitLine("Listening on ");

        assertThat(get(port)).isEqualTo(server.pid() + "\n");

        server.signal(Signal.TERM);
        assertThat(server.awaitExit().code()).hasValue(0);
        assertThat(err(server)).doesNotContain("sockets: the socket", "cannot");
    }
}

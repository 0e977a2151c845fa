/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client of a real superserver reads: what the server writes to the socket, and nothing else. */
@DaemonTest
class InetdIT {

    private static final int LIMIT_MILLIS = 30_000;

    /** A superserver, and whether it accepts (a server for each client) or hands over the socket that it listens at. */
    enum Superserver {
        OPENBSD_NOWAIT(List.of("inetd", "-i", "CONFIG"), "127.0.0.1:PORT stream tcp nowait root /bin/sh sh SCRIPT\n"),
        OPENBSD_WAIT(List.of("inetd", "-i", "CONFIG"), "127.0.0.1:PORT stream tcp wait root /bin/sh sh SCRIPT\n"),
        XINETD_NOWAIT(
                List.of("xinetd", "-dontfork", "-stayalive", "-pidfile", "CONFIG.pid", "-f", "CONFIG"), xinetd("no")),
        XINETD_WAIT(
                List.of("xinetd", "-dontfork", "-stayalive", "-pidfile", "CONFIG.pid", "-f", "CONFIG"), xinetd("yes")),
        SYSTEMD_ACCEPT(
                List.of("systemd-socket-activate", "--inetd", "-a", "-l", "127.0.0.1:PORT", "/bin/sh", "SCRIPT"), ""),
        SYSTEMD(List.of("systemd-socket-activate", "--inetd", "-l", "127.0.0.1:PORT", "/bin/sh", "SCRIPT"), "");

        @SuppressWarnings("ImmutableEnumChecker") // of List.of
        private final List<String> command;

        private final String configuration;

        Superserver(List<String> command, String configuration) {
            this.command = command;
            this.configuration = configuration;
        }

        private static String xinetd(String wait) {
            return "service hello\n{\ntype = UNLISTED\nsocket_type = stream\nprotocol = tcp\nbind = 127.0.0.1\nport = PORT\nwait = "
                    + wait + "\nuser = root\nserver = /bin/sh\nserver_args = SCRIPT\n}\n";
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_client_reads_what_the_server_writes_and_the_log_has_what_it_prints(
            Superserver superserver, ProcessScope scope) throws IOException {
        Path log = directory.resolve("server.log");

        String read = ask(
                superserver, scope, "log:" + log, "command:start", "print:noise", "printErr:trouble", "answer:hello");

        assertThat(read).isEqualTo("hello\n");
        assertThat(log).content().contains("noise", "trouble");
    }

    @ParameterizedTest
    @EnumSource
    void without_a_log_a_client_reads_the_same(Superserver superserver, ProcessScope scope) throws IOException {
        assertThat(ask(superserver, scope, "command:start", "print:noise", "printErr:trouble", "answer:hello"))
                .isEqualTo("hello\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBSD_NOWAIT", "XINETD_NOWAIT", "SYSTEMD_ACCEPT"})
    void of_a_server_that_fails_a_client_reads_nothing(Superserver superserver, ProcessScope scope) throws IOException {
        Path log = directory.resolve("server.log");

        assertThat(ask(superserver, scope, "log:" + log, "command:start", "throw:no such table"))
                .isEmpty();

        await("the log says why", () -> Facts.content(log).contains("no such table"));
    }

    /** As a second service beside one that runs: the refusal is no text for a client either. */
    @ParameterizedTest
    @EnumSource(names = {"OPENBSD_NOWAIT", "XINETD_NOWAIT", "SYSTEMD_ACCEPT"})
    void of_a_server_that_is_refused_a_client_reads_nothing(Superserver superserver, ProcessScope scope)
            throws Exception {
        try (Starts starts = new Starts(JavaHome.all().get(0), Files.createDirectory(directory.resolve("w")))) {
            starts.run("command:start").requireSuccess();

            assertThat(ask(superserver, scope, "pid:" + starts.pidFile(), "command:start", "answer:hello"))
                    .isEmpty();
        }
    }

    /** Starts the superserver with a server of this script, connects to it, and reads to the end. */
    private String ask(Superserver superserver, ProcessScope scope, String... script) throws IOException {
        needsRoot("run a superserver");
        needs(scope, "run a superserver", "sh", "-c", "command -v " + superserver.command.get(0));
        int port = ProcessScope.freePort();
        Path run = directory.resolve("run.sh");
        Path configuration = directory.resolve("super.conf");
        List<String> server = JavaHome.all().get(0).server(scope, script).command();
        Files.writeString(run, "exec " + String.join(" ", quoted(server)) + "\n");
        List<String> command = new ArrayList<>();
        for (String word : superserver.command) {
            command.add(filled(word, port, run, configuration));
        }
        Files.writeString(configuration, filled(superserver.configuration, port, run, configuration));
        scope.command(command.toArray(new String[0])).start();
        try (Socket client = connect(port)) {
            client.setSoTimeout(LIMIT_MILLIS);
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .toList();
    }

    private static String filled(String text, int port, Path script, Path configuration) {
        return text.replace("PORT", Integer.toString(port))
                .replace("SCRIPT", script.toString())
                .replace("CONFIG", configuration.toString());
    }

    private static Socket connect(int port) {
        Socket[] connected = new Socket[1];
        await("the superserver listens at port " + port, () -> {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
                connected[0] = socket;
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        return connected[0];
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.examples.fleet.status.StatusJsonTest;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript.Stream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fleet.jar as a person uses it, with two servers nobody here wrote: Python's web server and the JDK's RMI registry. */
@DaemonTest
class FleetIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");
    private static final Path REGISTRY = JAVA.resolveSibling("rmiregistry");
    private static final Path JAR = Path.of("target/fleet.jar").toAbsolutePath();

    @TempDir
    Path directory;

    private int webPort;
    private int registryPort;

    @BeforeEach
    void writeFile(ProcessScope scope) throws IOException {
        assumeThat(scope.command("sh", "-c", "command -v python3")
                        .start()
                        .awaitExit()
                        .shellCode())
                .as("fleet not tested: there is no python3")
                .isZero();
        webPort = ProcessScope.freePort();
        registryPort = ProcessScope.freePort();
        Files.createDirectory(directory.resolve("www"));
        Files.writeString(directory.resolve("www/index.html"), "from the fleet");
        write("keep", "");
    }

    /** Two real servers, and between them what a test adds. */
    private void write(String onFailure, String more) throws IOException {
        Files.writeString(directory.resolve("fleet.yaml"), """
                on-failure: %s
                members:
                  - name: webserver
                    command: [python3, -u, -m, http.server, %d, --bind, 127.0.0.1]
                    directory: www
                    order: 1
                    ready: {http: "http://127.0.0.1:%d/", within: 20s}
                %s
                  - name: registry
                    command: [%s, %d]
                    environment: {JDK_JAVA_OPTIONS: -Xmx64m}
                    order: 3
                    ready: {port: %d, within: 20s}
                """.formatted(
                        onFailure, webPort, webPort, more, REGISTRY, registryPort, registryPort));
    }

    @AfterEach
    void stopAll() {
        for (String name : List.of("webserver", "registry", "third")) {
            control(name).stop(Duration.ZERO);
        }
    }

    @Test
    void one_command_starts_two_servers_that_serve_on_when_the_terminal_is_closed(
            ProcessScope scope, PtyTerminal terminal) throws Exception {
        ChildProcess shell = terminal.shell();
        terminal.type("export TERM=xterm; " + String.join(" ", command("start")) + "; echo \"exit status $?\"\n");
        terminal.awaitText("exit status 0");
        assertThat(terminal.transcript().text(Stream.TTY))
                .as("lines that change")
                .contains("webserver starting", "\033[1A\033[2K", "registry  ready after");
        assertThat(page()).isEqualTo("from the fleet");

        terminal.hangUp();
        shell.awaitExit();
        assertThat(page()).isEqualTo("from the fleet");
        assertThat(LocateRegistry.getRegistry("127.0.0.1", registryPort).list()).isEmpty();
        for (String name : List.of("webserver", "registry")) {
            ProcessInfo server = control(name).process().orElseThrow();
            assertThat(server.role()).as(server.explainRole()).isEqualTo(ProcessRole.DAEMON);
        }
        assertThat(run(scope, 0, "status"))
                .anySatisfy(row -> assertThat(row).matches("webserver +running .*yes: http://127.* answers"))
                .anySatisfy(row -> assertThat(row).matches("registry +running .*yes: something listens on 127.*"));
        assertThat(run(scope, 0, "logs", "-n", "1", "webserver"))
                .singleElement()
                .asString()
                .contains("GET /");

        JsonNode all =
                new ObjectMapper().readTree(run(scope, 0, "status", "--json").get(0));
        assertThat(StatusJsonTest.schema().validate(all)).isEmpty();
        assertThat(all.at("/members/0/pid").asLong())
                .isEqualTo(control("webserver").process().orElseThrow().pid());
        assertThat(all.at("/members/1/serves").asBoolean()).isTrue();

        assertThat(run(scope, 0, "stop", "registry")).singleElement().asString().startsWith("registry stopped");
        assertThat(run(scope, 3, "status", "registry", "webserver")).hasSize(3);
        JsonNode stopped = new ObjectMapper()
                .readTree(run(scope, 3, "status", "--json", "registry").get(0));
        assertThat(StatusJsonTest.schema().validate(stopped)).isEmpty();
        assertThat(stopped.at("/members/0/status").asText()).isEqualTo("not_running");
        assertThat(run(scope, 0, "start"))
                .startsWith("webserver is already running")
                .last()
                .asString()
                .startsWith("registry  ready after");
        assertThat(run(scope, 0, "stop"))
                .extracting(line -> line.replaceAll(" \\(.*", ""))
                .containsExactly("registry stopped", "webserver stopped");
    }

    @Test
    void a_member_that_ends_while_it_comes_up_names_itself_and_the_others_are_kept(ProcessScope scope)
            throws IOException {
        write("keep", "  - {name: third, command: [sh, -c, 'echo no disk; exit 3'], order: 2, ready: {log: never}}");

        ChildProcess start = fleet(scope, "start");

        assertThat(start.awaitExit().code()).hasValue(1);
        assertThat(start.transcript().lines(Stream.ERR))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("fleet: third failed: third \\(pid [0-9]+\\) has ended before it was ready: no"
                                        + " \"never\" in its log; the last line of .*third.log is \"no disk\""),
                        line -> assertThat(line).isEqualTo("    | no disk"),
                        line -> assertThat(line).isEqualTo("fleet: registry was not started"));
        assertThat(control("webserver").status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(control("registry").status()).isEqualTo(DaemonStatus.NOT_RUNNING);
        assertThat(run(scope, 3, "status")).anySatisfy(row -> assertThat(row).matches("third +stopped .*"));
    }

    @Test
    void where_the_file_says_so_a_failure_stops_what_was_started_with_it(ProcessScope scope) throws IOException {
        write("stop", "  - {name: third, command: [no-such-program], order: 2}");

        ChildProcess start = fleet(scope, "start");

        assertThat(start.awaitExit().code()).hasValue(1);
        assertThat(start.transcript().text(Stream.ERR))
                .contains("fleet: third failed: cannot start no-such-program", "webserver stopped");
        assertThat(control("webserver").status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    @Test
    void a_member_that_is_not_ready_in_time_is_stopped(ProcessScope scope) throws IOException {
        write("keep", "  - {name: third, command: [sleep, 600], order: 0, ready: {log: never, within: 200ms}}");

        ChildProcess start = fleet(scope, "start", "third");

        assertThat(start.awaitExit().code()).hasValue(1);
        assertThat(start.transcript().lines(Stream.ERR))
                .singleElement()
                .asString()
                .matches(
                        "fleet: third failed: third \\(pid [0-9]+\\) was not ready within 0.2 s, and has been ended: no"
                                + " \"never\" in its log");
        assertThat(control("third").status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    @Test
    void a_port_that_another_process_has_does_not_count_as_ready(ProcessScope scope) throws IOException {
        try (ServerSocket foreign = new ServerSocket(registryPort, 50, InetAddress.getByName("127.0.0.1"))) {
            ChildProcess start = fleet(scope, "start", "registry");

            assertThat(start.awaitExit().code()).hasValue(1);
            assertThat(start.transcript().text(Stream.ERR))
                    .contains(
                            "registry failed: it could not be known when registry is ready: something listens on 127.0.0.1:"
                                    + foreign.getLocalPort() + " already, before it was started");
        }
    }

    @Test
    void help_says_the_exit_statuses_and_colours_are_for_terminals(ProcessScope scope, PtyTerminal terminal) {
        List<String> printed = run(scope, 0, "status", "--help");
        assertThat(printed).contains("Exit status:", "  3   one does not run").noneMatch(line -> line.contains("\033"));
        assertThat(run(scope, 0, "--help")).contains("Examples:").allMatch(line -> line.length() <= 80);

        String command = String.join(" ", command("status", "--help"));
        terminal.shell();
        terminal.type("NO_COLOR=1 TERM=xterm " + command + "\n");
        terminal.awaitText("one does not run");
        assertThat(terminal.transcript().text(Stream.TTY)).doesNotContain("\033[1mfleet status\033");
        terminal.type("TERM=xterm " + command + "\n");
        terminal.awaitText("\033[1mfleet status\033");
        terminal.type("TERM=xterm " + String.join(" ", command("status")) + "\n");
        terminal.awaitText("\033[33mstopped");
    }

    @Test
    void a_wrong_option_is_a_line_and_status_2(ProcessScope scope) {
        ChildProcess wrong = fleet(scope, "status", "--nonsense");

        assertThat(wrong.awaitExit().code()).hasValue(2);
        assertThat(wrong.transcript().lines(Stream.ERR))
                .containsExactly("fleet status: Unknown option: '--nonsense'; see fleet status --help");
    }

    private List<String> run(ProcessScope scope, int exitStatus, String... arguments) {
        ChildProcess fleet = fleet(scope, arguments);
        assertThat(fleet.awaitExit().code()).as("exit status of %s", fleet).hasValue(exitStatus);
        return fleet.transcript().lines(Stream.OUT);
    }

    private ChildProcess fleet(ProcessScope scope, String... arguments) {
        return scope.command(command(arguments).toArray(new String[0])).start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-jar", JAR.toString()));
        command.addAll(List.of("--file", directory.resolve("fleet.yaml").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private DaemonControl control(String name) {
        return DaemonControl.of(directory.resolve("run/" + name + ".pid"));
    }

    private String page() throws IOException {
        HttpURLConnection request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + webPort + "/").toURL().openConnection();
        return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

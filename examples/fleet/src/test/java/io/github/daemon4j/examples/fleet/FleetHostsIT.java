/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.examples.machines.Lan;
import io.github.daemon4j.examples.machines.LoginShell;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet of three machines, with one command typed on one of them. */
class FleetHostsIT {

    private static final Duration SLOW = Duration.ofMinutes(2);
    private static final String FLEET =
            "java -jar " + Path.of("target/fleet.jar").toAbsolutePath() + " ";

    /** {@code db1} is what the others need; {@code third} cannot be started. */
    private static final String FILE = """
            members:
              - name: registry
                host: db1
                command: [%s, 1099]
                environment: {JDK_JAVA_OPTIONS: -Xmx64m}
                order: 1
                ready: {port: 1099, within: 60s}
              - name: local
                command: [sleep, 1000]
                order: 2
              - name: echo
                host: web1
                command: [sh, -c, "hostname; exec sleep 1000"]
                order: 2
                ready: {log: web1, within: 60s}
              - {name: third, host: web1, command: [sh, -c, 'echo no disk; exit 3'], order: 3, ready: {log: never}}
              - {name: lost, host: nowhere, command: [sleep, 1000], order: 3}
            """;

    @TempDir
    Path directory;

    @Test
    void one_command_starts_members_on_their_machines_and_asks_and_stops_them_there() throws IOException {
        List<String> hosts = List.of("desk", "web1", "db1");
        try (ProcessScope scope = ProcessScope.open(SLOW);
                Lan lan = Lan.of(scope, directory, Map.of(), hosts)) {
            for (String host : hosts) {
                Files.writeString(
                        lan.disk(host).resolve("fleet.yaml"),
                        FILE.formatted(Path.of(System.getProperty("java.home"), "bin/rmiregistry")));
            }
            LoginShell desk = lan.login("desk");
            startsAndSaysWhere(desk);
            tellsWhyOneFails(desk);
            stopsTheLastFirst(desk);
            desk.logOut();
        }
    }

    private static void startsAndSaysWhere(LoginShell desk) {
        LoginShell.Answer start = desk.type("TERM=dumb " + FLEET + "start registry local echo");
        assertThat(start.exitStatus()).as("%s", start).isZero();
        assertThat(start.lines())
                .anySatisfy(line -> assertThat(line).matches("registry ready after .* \\(pid \\d+\\) on db1"))
                .anySatisfy(line -> assertThat(line).matches("echo +ready after .* \\(pid \\d+\\) on web1"))
                .anySatisfy(line -> assertThat(line).matches("local +ready after .* \\(pid \\d+\\)"));
        assertThat(desk.type("ssh db1 ps -C rmiregistry -o comm=").lines()).containsExactly("rmiregistry");
        assertThat(desk.type(FLEET + "logs echo").lines()).containsExactly("web1");
        assertThat(desk.type("TERM=dumb " + FLEET + "start echo").lines())
                .last()
                .isEqualTo("echo is already running on web1");
    }

    private static void tellsWhyOneFails(LoginShell desk) {
        LoginShell.Answer failing = desk.type("TERM=dumb " + FLEET + "start third lost");
        assertThat(failing.exitStatus()).isEqualTo(1);
        assertThat(failing.lines())
                .anySatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "fleet: third failed on web1: third \\(pid [0-9]+\\) has ended before it was ready: .*"))
                .contains("    | no disk")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("fleet: lost failed on nowhere: ssh: Could not resolve hostname nowhere"));

        LoginShell.Answer status = desk.type("TERM=dumb " + FLEET + "status");
        assertThat(status.exitStatus()).isEqualTo(3);
        assertThat(status.lines().get(0)).matches("HOST +NAME +STATE +PID .*");
        assertThat(status.lines().subList(1, status.lines().size()))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .matches("db1 +registry +running .* yes: something listens on 127.0.0.1:1099"),
                        row -> assertThat(row).matches("- +local +running .*"),
                        row -> assertThat(row).matches("web1 +echo +running .*"),
                        row -> assertThat(row).matches("web1 +third +stopped .*"),
                        row -> assertThat(row).matches("nowhere +lost +unknown .* ssh: Could not resolve .*"));
    }

    private static void stopsTheLastFirst(LoginShell desk) {
        LoginShell.Answer stop = desk.type(FLEET + "stop registry local echo");
        assertThat(stop.exitStatus()).isZero();
        assertThat(stop.lines())
                .extracting(line -> line.replaceAll(" \\(.*", ""))
                .containsExactly("web1: echo stopped", "local stopped", "db1: registry stopped");
        assertThat(desk.type("ssh db1 ps -C rmiregistry -o comm=").lines()).isEmpty();
    }
}

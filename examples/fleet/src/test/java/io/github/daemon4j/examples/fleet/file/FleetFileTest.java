/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFileTest {

    @TempDir
    Path directory;

    private FleetFile read(String yaml) throws IOException {
        return FleetFile.read(Files.writeString(directory.resolve("fleet.yaml"), yaml));
    }

    @Test
    void a_member_needs_a_name_and_a_command_only() throws IOException {
        Member member = read("members: [{name: web, command: [httpd, -p, 80]}]")
                .members()
                .get(0);

        assertThat(member.name()).isEqualTo("web");
        assertThat(member.command()).containsExactly("httpd", "-p", "80");
        assertThat(member.directory()).isEqualTo(directory);
        assertThat(member.pidFile()).isEqualTo(directory.resolve("run/web.pid"));
        assertThat(member.log()).isEqualTo(directory.resolve("logs/web.log"));
        assertThat(member.readiness()).isEmpty();
    }

    @Test
    void members_are_sorted_by_order_and_within_it_stay_as_written() throws IOException {
        FleetFile fleet = read("""
                members:
                  - {name: c, command: [c], order: 2}
                  - {name: b, command: [b], order: 1}
                  - {name: a, command: [a], order: 1}
                """);

        assertThat(fleet.members()).extracting(Member::name).containsExactly("b", "a", "c");
        assertThat(fleet.select(List.of("c", "b"))).extracting(Member::name).containsExactly("b", "c");
        assertThatThrownBy(() -> fleet.select(List.of("d")))
                .isInstanceOf(FleetException.class)
                .hasMessage("there is no member 'd'; there are b, a, c");
    }

    @Test
    void a_member_of_another_host_is_at_home_there() throws IOException {
        FleetFile fleet = read("members: [{name: web, host: kim@web1, command: [httpd]}]");

        assertThat(fleet.members().get(0).host()).contains(new Host("kim@web1"));
        assertThat(fleet.here().members().get(0).host()).isEmpty();
    }

    @Test
    void the_file_for_airflow_is_understood() {
        FleetFile airflow = FleetFile.read(Path.of("airflow.yaml"));

        assertThat(airflow.stopsOnFailure()).isTrue();
        assertThat(airflow.members())
                .extracting(Member::name)
                .containsExactly("api-server", "scheduler", "dag-processor", "triggerer");
        Member server = airflow.members().get(0);
        assertThat(server.readiness().orElseThrow()).hasToString("http://127.0.0.1:8080/api/v2/monitor/health answers");
        assertThat(server.served().orElseThrow())
                .hasToString(server.readiness().orElseThrow().toString());
        assertThat(airflow.members().get(1).readiness().orElseThrow())
                .hasToString("\"Starting the scheduler\" in its log");
        assertThat(airflow.members().get(1).served()).isEmpty();
        assertThat(server.within()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "members: []                                     | members must be a list, and not empty",
                "members: web                                    | members must be a list, and not empty",
                "[]                                              | must be a mapping",
                "members: [{command: [a]}]                       | a member: 'name' is missing",
                "members: [{name: ../a, command: [a]}]           | the name '../a' must be letters",
                "members: [{name: a, command: [a], host: -F/x}]  | member a: host must be a name for ssh, such as db1",
                "members: [{name: a}]                            | member a: command must be a list",
                "members: [{name: a, command: a b}]              | member a: command must be a list",
                "members: [{name: a, command: [a], ordr: 1}]     | member a: there is no 'ordr'; known are command,",
                "members: [{name: a, command: [a], order: x}]    | member a: order must be a whole number, not 'x'",
                "members: [{name: a, command: [a], ready: {}}]   | member a: ready: one of port, http, log is needed",
                "members: [{name: a, command: [a], ready: {port: 0}}]   | port must be a number from 1 to 65535",
                "members: [{name: a, command: [a], ready: {port: 1, log: x}}] | is needed, not 2",
                "members: [{name: a, command: [a], ready: {log: ''}}]  | log must be a text",
                "members: [{name: a, command: [a], ready: {port: 1, within: 3 h}}] | such as 500ms, 20s or 2m, not '3 h'",
                "members: [{name: a, command: [a], ready: {http: localhost}}] | http must be an address",
                "members: [{name: a, command: [a]}, {name: a, command: [a]}] | there are two members 'a'",
                "{on-failure: panic, members: [{name: a, command: [a]}]} | on-failure is keep or stop, not 'panic'",
                "members: [                                      | cannot read"
            })
    void what_is_wrong_is_told_with_its_place(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(FleetException.class).hasMessageContaining(message);
    }

    @Test
    void a_missing_file_is_told_with_the_option_that_names_another() {
        assertThatThrownBy(() -> FleetFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("none.yaml; name the fleet's file with --file");
    }
}

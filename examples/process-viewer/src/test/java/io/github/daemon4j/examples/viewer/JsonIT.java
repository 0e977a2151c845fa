/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program that reads {@code --json} may rely on. */
@DaemonTest
@Timeout(60)
class JsonIT {

    @Test
    void every_process_has_every_field_of_its_type(ProcessScope scope) throws Exception {
        JsonNode processes = json(scope);

        assertThat(processes.isArray()).isTrue();
        assertThat(processes.size()).isGreaterThan(5);
        for (JsonNode process : processes) {
            for (String number : List.of("pid", "ppid", "pgid", "sid", "tpgid", "uid", "cpuMillis", "threads")) {
                assertThat(process.path(number).isIntegralNumber())
                        .as("%s of %s", number, process)
                        .isTrue();
            }
            assertThat(process.path("rssBytes").isIntegralNumber()).isTrue();
            for (String text : List.of("user", "command", "explanation")) {
                assertThat(process.path(text).isTextual())
                        .as("%s of %s", text, process)
                        .isTrue();
            }
            for (String textOrNull : List.of("tty", "cwd", "executable")) {
                assertThat(process.has(textOrNull)).isTrue();
                assertThat(process.get(textOrNull).isTextual()
                                || process.get(textOrNull).isNull())
                        .isTrue();
            }
            ProcessInfo.State.valueOf(process.get("state").asText());
            ProcessRole.Kind kind = ProcessRole.Kind.valueOf(process.get("kind").asText());
            assertThat(ProcessRole.valueOf(process.get("role").asText())).isEqualTo(kind.role());
            assertThat(Instant.parse(process.get("startTime").asText())).isBefore(Instant.now());
            assertThat(process.get("commandLine").isArray()).isTrue();
        }
    }

    @Test
    void the_values_are_those_of_the_process(ProcessScope scope, PtyTerminal terminal, @TempDir Path directory)
            throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), directory.resolve("\"日本\"\\"));
        Instant before = Instant.now();
        ChildProcess sleep = terminal.spawn(
                scope.command(program.toString(), "30", "0", "0.0").workingDirectory(directory));
        ProcessInfo info = ProcessInfo.of(sleep.pid()).orElseThrow();

        JsonNode process = find(json(scope), sleep.pid());

        assertThat(process.get("ppid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(process.get("pgid").asLong()).isEqualTo(sleep.pid());
        assertThat(process.get("sid").asLong()).isEqualTo(sleep.pid());
        assertThat(process.get("tpgid").asLong()).isEqualTo(sleep.pid());
        assertThat("/dev/" + process.get("tty").asText())
                .isEqualTo(terminal.slavePath().toString());
        assertThat(process.get("role").asText()).isEqualTo("FOREGROUND");
        assertThat(process.get("kind").asText()).isEqualTo("FOREGROUND_JOB");
        assertThat(process.get("explanation").asText()).isEqualTo(info.explainRole());
        assertThat(process.get("uid").asLong()).isEqualTo(info.effectiveUid().value());
        assertThat(process.get("user").asText()).isEqualTo(info.user().value());
        assertThat(Instant.parse(process.get("startTime").asText()))
                .isBetween(before.minus(Duration.ofMillis(50)), Instant.now());
        assertThat(process.get("threads").asInt()).isEqualTo(1);
        assertThat(process.get("rssBytes").asLong()).isPositive();
        assertThat(process.get("command").asText()).isEqualTo("\"日本\"\\");
        List<String> arguments = new ArrayList<>();
        process.get("commandLine").forEach(argument -> arguments.add(argument.asText()));
        assertThat(arguments).containsExactly(program.toString(), "30", "0", "0.0");
        assertThat(process.get("cwd").asText()).isEqualTo(directory.toRealPath().toString());
        assertThat(process.get("executable").asText())
                .isEqualTo(program.toRealPath().toString());
    }

    @Test
    void a_daemon_has_no_terminal_and_a_kernel_thread_no_command_line(ProcessScope scope) throws Exception {
        ChildProcess sleep = scope.command("sleep", "30").start();

        JsonNode daemons = json(scope, "--role", "daemon");
        assertThat(daemons)
                .allSatisfy(process -> assertThat(process.get("role").asText()).isEqualTo("DAEMON"));
        assertThat(find(daemons, sleep.pid()).get("tty").isNull()).isTrue();
        assertThat(find(daemons, sleep.pid()).get("tpgid").asLong()).isEqualTo(-1);
        assertThat(json(scope, "--role", "kernel-thread")).allSatisfy(process -> {
            assertThat(process.get("kind").asText()).isEqualTo("KERNEL_THREAD");
            assertThat(process.get("commandLine")).isEmpty();
            assertThat(process.get("executable").isNull()).isTrue();
        });
    }

    private static JsonNode json(ProcessScope scope, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/process-viewer.jar").toAbsolutePath().toString(),
                "--json"));
        command.addAll(List.of(options));
        // JSON is UTF-8 whatever the locale; a path of other characters needs a locale that knows them.
        ChildProcess viewer = scope.command(command.toArray(new String[0]))
                .environment("LC_ALL", "C.UTF-8")
                .start();
        assertThat(viewer.awaitExit().code()).hasValue(0);
        return new ObjectMapper().readTree(viewer.transcript().text(Transcript.Stream.OUT));
    }

    private static JsonNode find(JsonNode processes, long pid) {
        for (JsonNode process : processes) {
            if (process.get("pid").asLong() == pid) {
                return process;
            }
        }
        throw new AssertionError("No process " + pid + " in " + processes);
    }
}

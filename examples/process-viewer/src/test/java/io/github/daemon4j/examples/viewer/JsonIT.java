/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program that reads {@code --json} may rely on. */
@DaemonTest
@Timeout(60)
class JsonIT {

    @Test
    void every_process_is_as_the_schema_says(ProcessScope scope) throws Exception {
        JsonNode processes = json(scope);

        assertThat(processes).hasSizeGreaterThan(5);
        assertThat(schema().validate(processes)).isEmpty();
        for (JsonNode process : processes) {
            ProcessRole.Kind kind = ProcessRole.Kind.valueOf(process.get("kind").asText());
            assertThat(ProcessRole.valueOf(process.get("role").asText())).isEqualTo(kind.role());
        }
    }

    @Test
    void what_this_user_is_not_allowed_to_read_is_as_the_schema_says(ProcessScope scope) throws Exception {
        JsonNode hidden = find(read(ProcessViewerIT.underHidepid(scope, "--json")), 1);

        assertThat(hidden.get("ppid").isNull()).as("%s", hidden).isTrue();
        assertThat(schema().validate(new ObjectMapper().createArrayNode().add(hidden)))
                .isEmpty();
    }

    @Test
    void the_schema_knows_every_key_and_every_constant(ProcessScope scope) throws Exception {
        JsonNode item = schema().getSchemaNode().get("items");
        List<String> keys = new ArrayList<>();
        json(scope).get(0).fieldNames().forEachRemaining(keys::add);

        assertThat(texts(item.get("required"))).isEqualTo(keys);
        assertThat(item.get("properties").fieldNames()).toIterable().containsExactlyElementsOf(keys);
        assertThat(texts(item.at("/properties/state/enum"))).isEqualTo(names(ProcessInfo.State.values()));
        assertThat(texts(item.at("/properties/role/enum"))).isEqualTo(names(ProcessRole.values()));
        assertThat(texts(item.at("/properties/kind/enum"))).isEqualTo(names(ProcessRole.Kind.values()));
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

    private static JsonSchema schema() throws IOException {
        SchemaValidatorsConfig formatsToo =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("processes.schema.json")), formatsToo);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<String> names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    private static JsonNode json(ProcessScope scope, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("--json"));
        words.addAll(List.of(options));
        return read(ProcessViewerIT.viewer(scope, words.toArray(new String[0])));
    }

    /** JSON is UTF-8 whatever the locale; a path of other characters needs a locale that knows them. */
    private static JsonNode read(CommandBuilder command) throws IOException {
        ChildProcess viewer = command.environment("LC_ALL", "C.UTF-8").start();
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

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.examples.fleet.file.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class StatusJsonTest {

    private static final MemberStatus ALL = new MemberStatus(
            "web",
            Optional.of("db1"),
            DaemonStatus.RUNNING,
            Optional.of(4711L),
            Optional.of(Instant.parse("2026-11-30T12:00:00.5Z")),
            Optional.of(1L << 40),
            Optional.of(false),
            Optional.of("no \"ready\" in its log\n\u65e5"));

    private static final MemberStatus NOTHING = new MemberStatus(
            "lost",
            Optional.empty(),
            DaemonStatus.UNKNOWN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What {@code status --json} prints is held against this. */
    public static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        Files.readString(Path.of("status.schema.json")),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    @Test
    void another_machine_reads_what_one_has_written() {
        String line = StatusJson.of(List.of(ALL));

        assertThat(line).doesNotContain("\n");
        assertThat(StatusJson.isOne(line)).isTrue();
        assertThat(StatusJson.first(line, Optional.of("db1"))).isEqualTo(ALL);
        assertThat(StatusJson.first(StatusJson.of(List.of(NOTHING)), Optional.empty()))
                .isEqualTo(NOTHING);
    }

    @Test
    void the_schema_knows_every_key_and_every_status() throws IOException {
        JsonNode written = new ObjectMapper().readTree(StatusJson.of(List.of(ALL, NOTHING)));
        JsonNode member = schema().getSchemaNode().at("/properties/members/items");

        assertThat(schema().validate(written)).isEmpty();
        assertThat(written.at("/members/0").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> member.get("properties").fieldNames());
        assertThat(member.at("/properties/status/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(DaemonStatus.values())
                        .map(status -> status.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void a_line_that_another_version_wrote_is_shown() {
        assertThat(StatusJson.isOne("Unknown option: '--json'")).isFalse();
        assertThatThrownBy(() -> StatusJson.first("{\"schema\":1,\"members\":[]}", Optional.of("db1")))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("db1")
                .hasMessageContaining("members");
    }
}

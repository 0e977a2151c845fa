/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.examples.fleet.file.FleetException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What runs, for programs, and for the fleet of another machine: one object on one line, as status.schema.json says. */
public final class StatusJson {

    /** Has the fleet say it so. */
    public static final String OPTION = "--json";

    private static final String BEGIN = "{\"schema\":1,";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StatusJson() {}

    /** The line. */
    public static String of(List<MemberStatus> members) {
        ObjectNode all = MAPPER.createObjectNode().put("schema", 1);
        ArrayNode array = all.putArray("members");
        for (MemberStatus member : members) {
            ObjectNode object = array.addObject();
            object.put("name", member.name());
            member.host().ifPresent(host -> object.put("host", host));
            object.put("status", member.status().name().toLowerCase(Locale.ROOT));
            member.pid().ifPresent(pid -> object.put("pid", pid));
            member.since().ifPresent(since -> object.put("since", since.toString()));
            member.memoryBytes().ifPresent(bytes -> object.put("memoryBytes", bytes));
            member.serves().ifPresent(serves -> object.put("serves", serves));
            member.says().ifPresent(says -> object.put("says", says));
        }
        return all.toString();
    }

    static boolean isOne(String line) {
        return line.startsWith(BEGIN);
    }

    /** The first member of a line, as another machine sees it. */
    static MemberStatus first(String line, Optional<String> host) {
        try {
            JsonNode member = MAPPER.readTree(line).at("/members/0");
            return new MemberStatus(
                    member.path("name").asText(),
                    host,
                    DaemonStatus.valueOf(member.path("status").asText().toUpperCase(Locale.ROOT)),
                    value(member, "pid").map(JsonNode::asLong),
                    value(member, "since").map(JsonNode::asText).map(Instant::parse),
                    value(member, "memoryBytes").map(JsonNode::asLong),
                    value(member, "serves").map(JsonNode::asBoolean),
                    value(member, "says").map(JsonNode::asText));
        } catch (JsonProcessingException | RuntimeException notOurs) {
            throw new FleetException("cannot understand what " + host.orElse("this machine") + " says: " + line);
        }
    }

    private static Optional<JsonNode> value(JsonNode object, String key) {
        return Optional.ofNullable(object.get(key));
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mapping of a YAML file, read key by key; what is wrong is told with the place it stands at. */
final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)");

    private final String place;
    private final Map<?, ?> values;
    private final Set<String> known = new TreeSet<>();

    Settings(String place, Object yaml) {
        if (!(yaml instanceof Map<?, ?> map)) {
            throw new FleetException(place + " must be a mapping of names to values");
        }
        this.place = place;
        this.values = map;
    }

    /** After all keys have been read: refuses others, which would be misspelt ones. */
    void refuseOthers() {
        for (Object key : values.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new FleetException(place + ": there is no '" + key + "'; known are " + String.join(", ", known));
            }
        }
    }

    private Optional<Object> value(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    Optional<Settings> settings(String key) {
        return value(key).map(value -> new Settings(place + ": " + key, value));
    }

    Optional<String> text(String key) {
        return value(key).map(value -> scalar(key, value));
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> new FleetException(place + ": '" + key + "' is missing"));
    }

    int number(String key, int otherwise) {
        Object value = value(key).orElse(otherwise);
        if (!(value instanceof Integer number)) {
            throw new FleetException(place + ": " + key + " must be a whole number, not '" + value + "'");
        }
        return number;
    }

    Duration duration(String key, Duration otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher parts = DURATION.matcher(text.get());
        if (!parts.matches()) {
            throw new FleetException(
                    place + ": " + key + " must be a time such as 500ms, 20s or 2m, not '" + text.get() + "'");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    List<Object> list(String key) {
        Object value = value(key).orElse(List.of());
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new FleetException(place + ": " + key + " must be a list, and not empty");
        }
        return new ArrayList<>(list);
    }

    List<String> texts(String key) {
        return list(key).stream().map(value -> scalar(key, value)).toList();
    }

    Map<String, String> map(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        settings(key)
                .ifPresent(settings ->
                        settings.values.forEach((name, value) -> texts.put(scalar(key, name), scalar(key, value))));
        return texts;
    }

    FleetException wrong(String problem) {
        return new FleetException(place + ": " + problem);
    }

    private String scalar(String key, Object value) {
        if (value instanceof Map || value instanceof List || value == null) {
            throw new FleetException(place + ": " + key + " must hold plain values, not '" + value + "'");
        }
        return value.toString();
    }
}

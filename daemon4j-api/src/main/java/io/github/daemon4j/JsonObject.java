/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.Locale;

/** A JSON object on one line, RFC 8259, in the order in which its members are put. */
final class JsonObject {

    private final StringBuilder text = new StringBuilder("{");

    JsonObject put(String key, long value) {
        return putRaw(key, Long.toString(value));
    }

    JsonObject put(String key, String value) {
        key(key);
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c) || c == 0x7F) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
        return this;
    }

    /** @param value JSON itself */
    JsonObject putRaw(String key, String value) {
        key(key);
        text.append(value);
        return this;
    }

    private void key(String key) {
        text.append(text.length() == 1 ? "\"" : ",\"").append(key).append("\":");
    }

    @Override
    public String toString() {
        return text + "}";
    }
}

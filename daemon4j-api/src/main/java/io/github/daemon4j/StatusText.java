/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.nio.file.Path;
import java.util.Locale;

/** What {@code status} prints: for people, and for programs. */
final class StatusText {

    /** Counted up when a key changes its meaning or goes; new keys may come at any time. */
    private static final int SCHEMA = 1;

    private StatusText() {}

    static String of(String name, Path pidFile, DaemonState state) {
        return name
                + switch (state.status()) {
                    case RUNNING, STARTING, RELOADING, STOPPING, NOT_RUNNING -> " is " + state;
                    case DEAD_WITH_PID_FILE -> " is dead, and its pid file " + pidFile.toAbsolutePath() + " is left";
                    case UNKNOWN ->
                        ": unknown; " + state.reason().orElse("the pid file " + pidFile + " cannot be believed");
                };
    }

    /** One object on one line; keys that have no value are left out. */
    static String json(String name, Path pidFile, DaemonState state) {
        StringBuilder json = new StringBuilder("{\"schema\":" + SCHEMA);
        member(json, "name", name);
        member(json, "status", state.status().name().toLowerCase(Locale.ROOT));
        state.pid().ifPresent(pid -> json.append(",\"pid\":").append(pid));
        state.since().ifPresent(since -> member(json, "since", since.toString()));
        state.mode().ifPresent(mode -> member(json, "mode", mode.name().toLowerCase(Locale.ROOT)));
        state.statusLine().ifPresent(line -> member(json, "statusLine", line));
        member(json, "pidFile", pidFile.toAbsolutePath().toString());
        state.reason().ifPresent(reason -> member(json, "reason", reason));
        return json.append('}').toString();
    }

    private static void member(StringBuilder json, String key, String value) {
        json.append(",\"").append(key).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c) || c == 0x7F) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}

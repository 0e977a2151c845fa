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
        JsonObject json = new JsonObject()
                .put("schema", SCHEMA)
                .put("name", name)
                .put("status", state.status().name().toLowerCase(Locale.ROOT));
        state.pid().ifPresent(pid -> json.put("pid", pid));
        state.since().ifPresent(since -> json.put("since", since.toString()));
        state.mode().ifPresent(mode -> json.put("mode", mode.name().toLowerCase(Locale.ROOT)));
        state.statusLine().ifPresent(line -> json.put("statusLine", line));
        state.keeper().ifPresent(pid -> json.put("keeper", pid));
        if (state.isKeeperGone()) {
            json.putRaw("keeperGone", "true");
        }
        if (state.isWaitingToBeStartedAgain()) {
            json.putRaw("waiting", "true");
        }
        state.restarts().ifPresent(restarts -> json.put("restarts", restarts));
        state.lastEnd()
                .ifPresent(end -> json.put("lastStatus", end.status())
                        .put("lastEnd", end.when().toString()));
        json.put("pidFile", pidFile.toAbsolutePath().toString());
        state.reason().ifPresent(reason -> json.put("reason", reason));
        return json.toString();
    }
}

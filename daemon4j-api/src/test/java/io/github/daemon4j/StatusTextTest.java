/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.spi.Seen;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    private static final Path PID_FILE = Path.of("/run/server.pid");
    private static final Instant SINCE = Instant.parse("2026-11-25T20:28:09.120Z");

    private static DaemonState state(DaemonStatus status, long pid) {
        return new DaemonState(new Seen(status, pid, pid, pid == 0 ? null : SINCE, null, null, null, null));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RUNNING            | 4711 | server is running (pid 4711)",
                "STARTING           | 4711 | server is starting (pid 4711)",
                "STARTING           | 0    | server is starting",
                "STOPPING           | 4711 | server is stopping (pid 4711)",
                "NOT_RUNNING        | 0    | server is not running",
                "DEAD_WITH_PID_FILE | 0    | server is dead, and its pid file /run/server.pid is left",
                "UNKNOWN            | 0    | server: unknown; the pid file /run/server.pid cannot be believed",
            })
    void a_person_reads_a_sentence(DaemonStatus status, long pid, String sentence) {
        assertThat(StatusText.of("server", PID_FILE, state(status, pid))).isEqualTo(sentence);
    }

    @Test
    void a_person_reads_why_it_is_not_known() {
        Seen seen = Seen.nobody(DaemonStatus.UNKNOWN, "it belongs to uid 1001");

        assertThat(StatusText.of("server", PID_FILE, new DaemonState(seen)))
                .isEqualTo("server: unknown; it belongs to uid 1001");
        assertThat(StatusText.json("server", PID_FILE, new DaemonState(seen)))
                .isEqualTo("{\"schema\":1,\"name\":\"server\",\"status\":\"unknown\",\"pidFile\":\"/run/server.pid\","
                        + "\"reason\":\"it belongs to uid 1001\"}");
    }

    @Test
    void a_program_reads_one_object_on_one_line() {
        assertThat(StatusText.json("server", PID_FILE, state(DaemonStatus.RUNNING, 4711)))
                .isEqualTo("{\"schema\":1,\"name\":\"server\",\"status\":\"running\",\"pid\":4711,"
                        + "\"since\":\"2026-11-25T20:28:09.120Z\",\"pidFile\":\"/run/server.pid\"}");
    }

    @Test
    void what_a_daemon_says_of_itself_is_said() {
        DaemonState state = new DaemonState(
                new Seen(DaemonStatus.RELOADING, 7, 7, SINCE, LaunchMode.SYSTEMD, "4 clients", null, null));

        assertThat(StatusText.of("server", PID_FILE, state)).isEqualTo("server is reloading (pid 7): 4 clients");
        assertThat(StatusText.json("server", PID_FILE, state))
                .contains("\"status\":\"reloading\"", "\"mode\":\"systemd\",\"statusLine\":\"4 clients\"");
    }

    @Test
    void what_is_not_known_is_left_out() {
        assertThat(StatusText.json("server", PID_FILE, state(DaemonStatus.DEAD_WITH_PID_FILE, 0)))
                .isEqualTo("{\"schema\":1,\"name\":\"server\",\"status\":\"dead_with_pid_file\","
                        + "\"pidFile\":\"/run/server.pid\"}");
    }

    /** RFC 8259: quote, backslash and what is below a space. A half of a surrogate pair cannot be written as UTF-8. */
    @Test
    void no_character_breaks_the_object() {
        assertThat(StatusText.json("a\"b\\c\n\t\u0001\u007f\u00e4\ud800", PID_FILE, state(DaemonStatus.NOT_RUNNING, 0)))
                .contains("\"name\":\"a\\\"b\\\\c\\u000a\\u0009\\u0001\\u007f\u00e4\\ud800\",");
    }
}

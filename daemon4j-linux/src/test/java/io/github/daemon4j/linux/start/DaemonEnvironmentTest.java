/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonEnvironmentTest {

    private final DaemonEnvironment environment = new DaemonEnvironment("MARK");

    private List<String> of(String... inherited) {
        List<byte[]> bytes = new ArrayList<>();
        for (String entry : inherited) {
            bytes.add(entry.getBytes(StandardCharsets.ISO_8859_1));
        }
        List<String> result = new ArrayList<>();
        for (byte[] entry : environment.of(bytes)) {
            result.add(new String(entry, StandardCharsets.ISO_8859_1));
        }
        return result;
    }

    @Test
    void what_is_not_changed_is_kept_byte_for_byte_in_its_order() {
        assertThat(of("B=\u00e9\u00ff", "A=", "no equals sign", "A=twice"))
                .containsExactly("B=\u00e9\u00ff", "A=", "no equals sign", "A=twice");
    }

    @Test
    void another_daemons_mark_and_a_managers_words_to_the_launcher_are_not_passed_on() {
        assertThat(of(
                        "MARK=x",
                        "NOTIFY_SOCKET=/run/n",
                        "LISTEN_FDS=1",
                        "LISTEN_PID=7",
                        "LISTEN_FDNAMES=http",
                        "WATCHDOG_USEC=1",
                        "WATCHDOG_PID=1",
                        "SYSTEMD_EXEC_PID=7",
                        "INVOCATION_ID=f",
                        "JOURNAL_STREAM=8:1",
                        "MAINPID=1",
                        "LISTEN_PIDFDID=8",
                        "MANAGERPID=1",
                        "SYSTEMD_NSS_BYPASS_BUS=1",
                        "PIDFILE=/run/x",
                        "LISTEN_FDS_OF_MINE=kept"))
                .containsExactly("LISTEN_FDS_OF_MINE=kept");
    }

    @Test
    void what_is_set_replaces_what_was_inherited_and_the_last_word_counts() {
        environment.set("HOME", "/nonexistent");
        environment.set("HOME", "/srv");
        environment.set("NOTIFY_SOCKET", "/run/mine");

        assertThat(of("HOME=/root", "HOMEPAGE=x", "NOTIFY_SOCKET=/run/n"))
                .containsExactly("HOMEPAGE=x", "HOME=/srv", "NOTIFY_SOCKET=/run/mine");
    }

    @Test
    void of_a_cleared_environment_only_what_is_named_is_left_and_what_is_set() {
        environment.clear();
        environment.keep("LANG");
        environment.keep("JOURNAL_STREAM");
        environment.keep("MARK");
        environment.set("HOME", "/srv");

        assertThat(of(
                        "LANG=C",
                        "LANGUAGE=de",
                        "PATH=/bin",
                        "HOME=/root",
                        "JOURNAL_STREAM=8:1",
                        "MARK=x",
                        "no equals sign"))
                .containsExactly("LANG=C", "JOURNAL_STREAM=8:1", "HOME=/srv");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of messages of sd_notify(3), which anybody may have written. */
class NoticesTest {

    private final Notices notices = new Notices();

    @ParameterizedTest
    @ValueSource(strings = {"READY=1", "READY=1\n", "STATUS=serves\nREADY=1", "MAINPID=7\nREADY=1\nSTATUS=x"})
    void a_line_says_that_it_is_ready(String message) {
        notices.hear(message);
        assertThat(notices.isReady()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "READY=0", "READY=10", "STATUS=READY=1", " READY=1", "XREADY=1", "\n\n"})
    void nothing_else_does(String message) {
        notices.hear(message);
        assertThat(notices.isReady()).isFalse();
    }

    @Test
    void the_last_status_is_told_and_nothing_in_it_reaches_a_terminal_as_a_control_character() {
        notices.hear("STATUS=loads");
        notices.hear("STATUS=loads \u001b[31m7");
        assertThat(notices.heard()).isEqualTo("its STATUS is \"loads  [31m7\"");
    }

    @Test
    void of_a_strangers_message_only_that_it_came_is_told() {
        notices.refuse(7, "STATUS=all is well");
        assertThat(notices.heard()).isEmpty();

        notices.refuse(7, "READY=1\nSTATUS=all is well");
        assertThat(notices.isReady()).isFalse();
        assertThat(notices.heard()).startsWith("a READY=1 came from pid 7, which is not of its session");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd makes of a datagram: a field is a line, a NUL or more than PIPE_BUF bytes make it drop all of them. */
class NotificationTest {

    private static final int PIPE_BUF = 4096;

    @Test
    void a_field_is_a_line() {
        assertThat(new Notification("READY", "1").and("STATUS", "7 users").and("EXIT_STATUS", 3))
                .hasToString("READY=1\nSTATUS=7 users\nEXIT_STATUS=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\0", "\u0085", "\u001b[31m\n"})
    void no_text_forges_a_field_or_has_the_message_dropped(String separator) {
        String text = new Notification("STATUS", "loading" + separator + "MAINPID=1").toString();

        assertThat(text.lines()).hasSize(1);
        assertThat(text).matches("STATUS=loading[^\\p{Cntrl}]+MAINPID=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00fc", "\u20ac", "\ud83d\ude00", "a\ud83d\ude00"})
    void a_text_that_is_too_long_is_cut_between_characters_and_ready_arrives(String character) {
        byte[] bytes = new Notification("READY", "1")
                .and("STATUS", character.repeat(5000))
                .and("EXIT_STATUS", 255)
                .bytes();

        assertThat(bytes.length).isLessThan(PIPE_BUF).isGreaterThan(3000);
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).startsWith("READY=1\nSTATUS=" + character).endsWith("...\nEXIT_STATUS=255");
        assertThat(text).as("half a character").doesNotContain("\ufffd");
    }

    @Test
    void half_a_character_of_java_is_not_sent() {
        assertThat(new String(new Notification("STATUS", "a\ud83d").bytes(), StandardCharsets.UTF_8))
                .isEqualTo("STATUS=a?");
    }

    /** As systemd's fdname_is_valid has it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\nFDSTOREREMOVE=1", "\u00fc", "\u007f"})
    void a_descriptor_is_not_called_what_systemd_would_drop(String name) {
        ServiceManager manager = new ServiceManager("/nowhere", "server");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.store(name, 0))
                .withMessageContaining("not '" + name + "'");
        assertThatIllegalArgumentException().isThrownBy(() -> manager.forget(name));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.forget("x".repeat(256)));
    }
}

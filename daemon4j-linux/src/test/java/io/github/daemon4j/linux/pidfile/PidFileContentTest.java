/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileContentTest {

    private static final PidFileContent CONTENT =
            new PidFileContent(4194303, 427348, "b6883338-1094-4325-8450-d20924d710b7", 4026531836L, Kept.NOTHING);

    private static @Nullable PidFileContent parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return PidFileContent.parse(bytes, bytes.length);
    }

    @Test
    void what_is_written_is_read() {
        byte[] bytes = CONTENT.format();

        assertThat(PidFileContent.parse(bytes, bytes.length)).isEqualTo(CONTENT);
        assertThat(bytes.length).isLessThanOrEqualTo(PidFileContent.blank(Kept.NOTHING).length);
    }

    @Test
    void the_first_line_is_the_pid_and_no_other_word_is_a_number() {
        String[] lines = new String(CONTENT.format(), StandardCharsets.US_ASCII).split("\n", -1);

        assertThat(lines[0]).isEqualTo("4194303");
        assertThat(Arrays.copyOfRange(lines, 1, lines.length - 1))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).doesNotContainPattern("^[-+]?[0-9%]").doesNotContain(" "));
    }

    @Test
    void process_1_of_a_container_can_be_a_daemon() {
        assertThat(parse("1\nstart=5\nboot=b\npidns=7\n")).isEqualTo(new PidFileContent(1, 5, "b", 7, Kept.NOTHING));
    }

    @Test
    void a_content_that_is_cut_anywhere_is_none() {
        byte[] whole = CONTENT.format();
        for (int length = 0; length < whole.length; length++) {
            assertThat(PidFileContent.parse(whole, length))
                    .as("%d bytes", length)
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "4711\n",
                "0\nstart=5\nboot=b\npidns=7\n",
                "-1\nstart=5\nboot=b\npidns=7\n",
                "+1\nstart=5\nboot=b\npidns=7\n",
                "1 2\nstart=5\nboot=b\npidns=7\n",
                "2147483648\nstart=5\nboot=b\npidns=7\n",
                "9999999999999999999999\nstart=5\nboot=b\npidns=7\n",
                "1\nstart=-5\nboot=b\npidns=7\n",
                "1\nstart=5\nboot=\npidns=7\n",
                "1\nstart=5\nboot=b\npidns=0\n",
                "1\nboot=b\nstart=5\npidns=7\n",
                "\u0661\nstart=5\nboot=b\npidns=7\n"
            })
    void anything_else_names_nobody(String text) {
        assertThat(parse(text)).isNull();
    }

    @Test
    void what_is_reserved_is_blank_and_names_nobody() {
        byte[] blank = PidFileContent.blank(Kept.NOTHING);

        assertThat(PidFileContent.isBlank(blank, blank.length)).isTrue();
        assertThat(PidFileContent.parse(blank, blank.length)).isNull();
        assertThat(PidFileContent.isBlank(CONTENT.format(), 5)).isFalse();
    }

    @Test
    void a_file_named_by_mistake_is_recognised() {
        assertThat(isOfLauncher("")).isTrue();
        assertThat(isOfLauncher("\n")).isTrue();
        assertThat(isOfLauncher("4711\n")).isTrue();
        assertThat(isOfLauncher("precious\n")).isFalse();
        assertThat(isOfLauncher("4711 apples\n")).isFalse();
        assertThat(isOfLauncher("4711")).isFalse();
    }

    private static boolean isOfLauncher(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return PidFileContent.isOfLauncher(bytes, bytes.length);
    }

    @Test
    void no_bytes_are_too_strange_to_be_parsed() {
        Random random = new Random(20261125);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = CONTENT.format();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            PidFileContent parsed = PidFileContent.parse(bytes, random.nextInt(bytes.length + 1));
            assertThat(parsed == null || parsed.pid() > 0).isTrue();
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.ps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each expectation is what procps 4.0.2 printed for such a process. */
class PsTextTest {

    private final PsText utf8 = new PsText(true);
    private final PsText ascii = new PsText(false);

    @Test
    void arguments_are_joined_by_spaces_and_lines_too() {
        assertThat(utf8.commandLine(bytes("a\0\0b\nc\0\0"))).isEqualTo("a  b c");
    }

    @Test
    void a_title_without_a_zero_byte_loses_one_space_at_its_end() {
        assertThat(utf8.commandLine(bytes("sshd: x  "))).isEqualTo("sshd: x ");
        assertThat(utf8.commandLine(bytes("sshd: x  \0"))).isEqualTo("sshd: x  ");
    }

    @Test
    void an_erased_title_is_a_question_mark() {
        assertThat(utf8.commandLine(new byte[3])).isEqualTo("?");
    }

    @Test
    void control_characters_are_question_marks_in_utf8_and_points_elsewhere() {
        assertThat(utf8.commandLine(bytes("a\u001b[31m\t\u007f"))).isEqualTo("a?[31m??");
        assertThat(ascii.commandLine(bytes("a\u001b[31m\t\u007f"))).isEqualTo("a.[31m..");
    }

    @Test
    void other_scripts_are_kept_in_utf8_only() {
        assertThat(utf8.commandLine("日本 \u00e9".getBytes(UTF_8))).isEqualTo("日本 é");
        assertThat(ascii.commandLine("日本 \u00e9".getBytes(UTF_8))).isEqualTo("?????? ??");
    }

    @Test
    void from_the_first_byte_that_begins_no_sequence_on_only_ascii_is_kept() {
        assertThat(utf8.commandLine(("é\u00ff").getBytes(ISO_8859_1))).isEqualTo("??");
        assertThat(utf8.commandLine(concat("é ".getBytes(UTF_8), bytes("\u00ff "), "é\t".getBytes(UTF_8))))
                .isEqualTo("é ? ??.");
    }

    @Test
    void a_broken_sequence_is_replaced_by_the_byte() {
        assertThat(utf8.commandLine(bytes("\u00c3x\u00e6\u0097yz"))).isEqualTo("?x??yz");
    }

    @Test
    void a_name_stands_in_brackets_and_a_zombie_is_defunct() {
        assertThat(utf8.name(bytes("kthreadd"), false)).isEqualTo("[kthreadd]");
        assertThat(utf8.name(bytes("a\nb"), true)).isEqualTo("[a?b] <defunct>");
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

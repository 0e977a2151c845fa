/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void empty_strings_are_kept_wherever_they_stand() {
        assertThat(parse("\0java\0\0x\0\0")).containsExactly("", "java", "", "x", "");
    }

    @Test
    void only_the_last_terminator_is_dropped() {
        assertThat(parse("java\0")).containsExactly("java");
        assertThat(parse("java\0\0")).containsExactly("java", "");
    }

    @Test
    void a_block_without_terminator_ends_with_its_last_string() {
        assertThat(parse("java\0-version")).containsExactly("java", "-version");
    }

    @Test
    void nothing_is_no_string_at_all() {
        assertThat(parse("")).isEmpty();
    }

    @Test
    void bytes_of_no_encoding_and_control_characters_survive() {
        assertThat(parse("java\0\u00ff\u00fex\0a\nb\t\0")).containsExactly("java", "\u00ff\u00fex", "a\nb\t");
    }

    private static List<String> parse(String block) {
        return ByteText.of(CommandLine.parse(ByteText.bytes(block)).strings());
    }
}

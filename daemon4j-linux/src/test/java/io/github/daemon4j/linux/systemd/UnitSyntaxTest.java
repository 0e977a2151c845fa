/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd itself makes of these lines is asked in examples/booted. */
class UnitSyntaxTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--port=80      | --port=80",
                "a b            | \"a b\"",
                "``             | \"\"",
                "50%            | 50%%",
                "$HOME          | $$HOME",
                "${HOME}        | \"$${HOME}\"",
                "say \"hi\"     | \"say \\\"hi\\\"\"",
                "it's           | \"it's\"",
                "C:\\new        | \"C:\\\\new\"",
                "\\             | \"\\\\\"",
                ";              | \";\"",
                "#no            | \"#no\"",
                "äß€            | \"äß€\"",
            })
    void a_word_is_written_so_that_it_stays_one_word_and_means_itself(String word, String written) {
        assertThat(UnitSyntax.command(List.of("/bin/x", word))).isEqualTo("/bin/x " + written);
    }

    @Test
    void control_characters_are_written_as_escapes_so_that_a_line_stays_one_line() {
        assertThat(UnitSyntax.command(List.of("/bin/x", "a\nb\tc\rd\u001be\u007f")))
                .isEqualTo("/bin/x \"a\\nb\\tc\\x0dd\\x1be\\x7f\"");
    }

    /** systemd.service(5): "the first argument (i.e. the program to execute) may not be a variable". */
    @Test
    void in_the_path_of_the_program_a_dollar_is_no_variable() {
        assertThat(UnitSyntax.command(List.of("/opt/a$b 5%/java"))).isEqualTo("\"/opt/a$b 5%%/java\"");
    }

    @Test
    void in_an_assignment_a_dollar_means_itself_and_a_percent_sign_does_not() {
        assertThat(UnitSyntax.assignment("A", "$B 5%")).isEqualTo("\"A=$B 5%%\"");
    }

    @Test
    void what_a_unit_cannot_say_is_refused_by_name() {
        assertThatThrownBy(() -> UnitSyntax.assignment("KEY", "a\u0001"))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("KEY")
                .hasMessageContaining("EnvironmentFile=");
        assertThatThrownBy(() -> UnitSyntax.command(List.of("/bin/x", "a\ud800")))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nUser=root", "/a ", " /a", "/a\u202eb"})
    void a_value_without_quotes_cannot_smuggle_in_a_line_or_lose_a_space(String path) {
        assertThatThrownBy(() -> UnitSyntax.bare(path)).isInstanceOf(DaemonException.class);
    }

    @Test
    void a_comment_stays_one_line() {
        assertThat(UnitSyntax.comment("a\nUser=root")).isEqualTo("# a?User=root");
    }

    /** By the rules of systemd.syntax(7) and systemd.service(5), read backwards. */
    @Test
    void whatever_the_words_they_are_read_back_as_they_were() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            List<String> words = new ArrayList<>(List.of("/bin/x"));
            for (int count = random.nextInt(4); count >= 0; count--) {
                words.add(word(random));
            }
            String line = UnitSyntax.command(words);
            assertThat(line).doesNotContain("\n", "\r");
            assertThat(read(line)).as(line).isEqualTo(words);
        }
    }

    private static String word(Random random) {
        String alphabet = "ab \"'\\$%;#{}\n\t\r\u0001\u007fä€\u2028=/:x0n@";
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    private static List<String> read(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                i++;
                char escaped = line.charAt(i);
                if (escaped == 'x') {
                    word.append((char) Integer.parseInt(line.substring(i + 1, i + 3), 16));
                    i += 2;
                } else {
                    word.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
                }
            } else {
                assertThat("'".indexOf(c) >= 0 && !quoted).as("a bare quote").isFalse();
                word.append(c);
                if (c == '%' || c == '$') {
                    i++;
                    assertThat(line.charAt(i)).isEqualTo(c);
                }
            }
        }
        words.add(word.toString());
        return words;
    }
}

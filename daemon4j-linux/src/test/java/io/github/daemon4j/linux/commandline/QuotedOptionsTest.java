/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotedOptionsTest {

    @Test
    void white_space_splits_and_quotes_of_both_kinds_protect_it() {
        assertThat(QuotedOptions.parse(" -Da=\"b c\"'d\"e'\t\u000b-Xmx1g\n\"\"x ''"))
                .containsExactly("-Da=b cd\"e", "-Xmx1g", "x", "");
    }

    @Test
    void a_backslash_is_an_ordinary_character() {
        assertThat(QuotedOptions.parse("a\\ b\\\"c d\"")).containsExactly("a\\", "b\\c d");
    }

    @Test
    void an_open_quote_is_no_list_of_words() {
        assertThat(QuotedOptions.parse("-Da='b")).isNull();
    }

    @Test
    void plain_words_are_written_plainly() {
        assertThat(QuotedOptions.format(List.of("-Xmx1g", "-cp", "/a:/b"))).isEqualTo("-Xmx1g -cp /a:/b");
    }

    @Test
    void whatever_is_written_reads_back_the_same() {
        Random random = new Random(20261122);
        String alphabet = "a\"' \t\n\\@#=\u00ff";
        for (int round = 0; round < 5_000; round++) {
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                StringBuilder word = new StringBuilder();
                for (int length = random.nextInt(8); length > 0; length--) {
                    word.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                words.add(word.toString());
            }
            assertThat(QuotedOptions.parse(QuotedOptions.format(words))).isEqualTo(words);
        }
    }
}

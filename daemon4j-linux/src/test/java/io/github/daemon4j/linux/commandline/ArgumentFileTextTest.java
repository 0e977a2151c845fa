/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentFileTextTest {

    record Case(String text, List<String> words) {}

    static List<Case> cases() {
        return List.of(
                new Case("", List.of()),
                new Case(" \t\f\r\n", List.of()),
                new Case("a b\tc\fd\re\nf", List.of("a", "b", "c", "d", "e", "f")),
                new Case("-cp \"c:\\\\java libs\\\\one.jar\" \n", List.of("-cp", "c:\\java libs\\one.jar")),
                new Case("x \"Furious 5\"\fand\t'Shi Fu'", List.of("x", "Furious 5", "and", "Shi Fu")),
                new Case("\"\\a\\n\\r\\t\\f\\\"\\\\\"", List.of("a\n\r\t\f\"\\")),
                new Case(
                        "\"mix 'single' in\" 'mix \"double\" in' a\"b c\"d",
                        List.of("mix 'single' in", "mix \"double\" in", "ab cd")),
                new Case("one #comment\n'two #2' #rest\r\n#third\nfour #end", List.of("one", "two #2", "four")),
                new Case("an \"open quote \n    across", List.of("an", "open quote ", "across")),
                new Case("\"two \\\n   \t lines\"", List.of("two lines")),
                new Case("back\\slash outside\\ quotes", List.of("back\\slash", "outside\\", "quotes")),
                new Case("@nested @@x @", List.of("@nested", "@@x", "@")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void words_are_split_as_the_launcher_splits_them(Case c) {
        assertThat(ArgumentFileText.words(c.text())).isEqualTo(c.words());
    }

    @Test
    void an_empty_quoted_word_counts_unless_it_ends_the_file() {
        assertThat(ArgumentFileText.words("a \"\" b")).containsExactly("a", "", "b");
        assertThat(ArgumentFileText.words("a \"\"\n")).containsExactly("a", "");
        assertThat(ArgumentFileText.words("a \"\"")).containsExactly("a");
    }

    @Test
    void a_comment_swallows_the_unquoted_text_right_before_it() {
        assertThat(ArgumentFileText.words("lost#comment\nkept")).containsExactly("kept");
    }
}

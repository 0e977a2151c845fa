/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptTest {

    private static final String IDENTITY = "4711\nstart=5\nboot=b\npidns=7\n";

    private static List<byte[]> bytes(String... words) {
        List<byte[]> bytes = new ArrayList<>();
        for (String word : words) {
            bytes.add(word.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes;
    }

    private static @Nullable List<String> words(Kept kept) {
        List<byte[]> words = kept.words();
        return words == null
                ? null
                : words.stream()
                        .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                        .toList();
    }

    /** As it is read behind the lines of the process. */
    private static Kept parse(String lines) {
        byte[] content = (IDENTITY + lines).getBytes(StandardCharsets.ISO_8859_1);
        return Objects.requireNonNull(PidFileContent.parse(content, content.length))
                .kept();
    }

    @Test
    void it_is_written_line_by_line() {
        assertThat(new Kept("TERM/30/KILL/10", -1, bytes("start", "--name", "a b")).format())
                .isEqualTo("stop=TERM/30/KILL/10\nwords=3\nword=start\nword=--name\nword=a%20b\n");
        assertThat(new Kept("KILL/10", -1, bytes()).format()).isEqualTo("stop=KILL/10\nwords=0\n");
        assertThat(Kept.NOTHING.format()).isEmpty();
    }

    @Test
    void what_is_written_is_read() {
        Random random = new Random(20261125);
        for (int i = 0; i < 2000; i++) {
            List<byte[]> words = new ArrayList<>();
            for (int count = random.nextInt(5); count > 0; count--) {
                byte[] word = new byte[random.nextInt(20)];
                random.nextBytes(word);
                words.add(word);
            }
            Kept kept = new Kept(
                    random.nextBoolean() ? "INT/1/KILL/1" : null,
                    random.nextInt(8) - 1,
                    random.nextInt(3) * 4_194_304L / 2,
                    random.nextBoolean() ? words : null);
            Kept again = parse(kept.format());

            assertThat(again.stop()).isEqualTo(kept.stop());
            assertThat(again.account()).isEqualTo(kept.account());
            assertThat(again.session()).isEqualTo(kept.session());
            assertThat(words(again)).isEqualTo(words(kept));
        }
    }

    /** {@code kill $(cat FILE)} finds one number. */
    @Test
    void no_word_is_a_word_of_the_shell_that_begins_with_a_digit() {
        assertThat(new Kept("TERM/30/KILL/10", -1, bytes("4711", "a 4712", "\n4713\n")).format())
                .doesNotContain(" ")
                .doesNotContainPattern("(?m)^[0-9]");
    }

    @Test
    void words_that_are_too_long_are_not_kept_and_the_schedule_is() {
        Kept kept = new Kept("TERM/30/KILL/10", -1, bytes("start", "x".repeat(12 * 1024)));

        assertThat(kept.format()).isEqualTo("stop=TERM/30/KILL/10\n");
        assertThat(parse(kept.format()).words()).isNull();
    }

    @Test
    void the_longest_words_that_are_kept_can_be_read() {
        Kept kept = new Kept("TERM/30/KILL/10", -1, bytes("start", "x".repeat(12 * 1024 - 100)));
        byte[] content = PidFileContent.here(4711, 5, kept).format();

        assertThat(content.length).isLessThanOrEqualTo(PidFileContent.MOST_BYTES);
        assertThat(PidFileContent.blank(kept)).hasSizeGreaterThanOrEqualTo(content.length);
        assertThat(words(parse(kept.format()))).isEqualTo(words(kept));
    }

    @Test
    void no_words_are_not_the_same_as_unknown_ones() {
        assertThat(parse("stop=KILL/10\nwords=0\n").words()).isEmpty();
        assertThat(parse("stop=KILL/10\n").words()).isNull();
        assertThat(parse("words=1\nword=start\n").stop()).isNull();
        assertThat(words(parse("words=1\nword=start\n"))).containsExactly("start");
    }

    /** A file that is cut, as on a full disk, or forged has the words it counts, or none: never a part of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "words=2\nword=start\n",
                "words=2\nword=start\nword=--por",
                "words=1\nword=start",
                "words=1\nstart\n",
                "words=-1\nword=start\n",
                "words=x\nword=start\n",
                "words=\nword=start\n",
                "words=100000\nword=start\n",
                "words=99999\nword=start\n",
                "word=start\nwords=1\n",
                "words=1\nword=%2\n",
                "words=1\nword=%zz\n",
                "words=1\nword=a b\n",
                "words=1\nword=a;b\n",
                "something=else\nwords=1\nword=start\n",
            })
    void words_that_are_not_whole_are_not_known(String lines) {
        assertThat(parse(lines).words()).isNull();
    }

    @Test
    void a_content_that_is_cut_anywhere_has_all_words_or_none() {
        byte[] whole = (IDENTITY + new Kept("TERM/30/KILL/10", -1, bytes("start", "--port", "80")).format())
                .getBytes(StandardCharsets.US_ASCII);
        int identity = IDENTITY.length();
        for (int length = identity; length < whole.length; length++) {
            PidFileContent cut = Objects.requireNonNull(PidFileContent.parse(whole, length));
            assertThat(cut.kept().words()).as("%d bytes", length).isNull();
        }
    }

    @Test
    void which_process_it_is_can_be_read_without_them() {
        byte[] content = PidFileContent.here(4711, 5, new Kept("KILL/10", -1, bytes("x".repeat(8000))))
                .format();

        PidFileContent identity = PidFileContent.identity(content, PidFileContent.IDENTITY_BYTES);
        assertThat(Objects.requireNonNull(identity).pid()).isEqualTo(4711);
    }

    @Test
    void a_later_version_may_say_more() {
        Kept kept = parse("stop=KILL/10\nwords=1\nword=start\nsocket=http\n");

        assertThat(kept.stop()).isEqualTo("KILL/10");
        assertThat(words(kept)).isEqualTo(Collections.singletonList("start"));
    }
}

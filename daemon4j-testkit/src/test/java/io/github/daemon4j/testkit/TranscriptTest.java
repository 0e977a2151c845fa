/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private final Transcript transcript = new Transcript();

    @Test
    void a_character_cut_in_two_by_a_read_is_one_character() {
        transcript.append(Transcript.Stream.OUT, new byte[] {'a', (byte) 0xc3});
        transcript.append(Transcript.Stream.OUT, new byte[] {(byte) 0xa4, '\n'});

        assertThat(transcript.lines(Transcript.Stream.OUT)).containsExactly("aä");
    }

    @Test
    void bytes_that_are_no_text_do_not_stop_it() {
        transcript.append(Transcript.Stream.OUT, new byte[] {(byte) 0xff, 'b', '\n'});

        assertThat(transcript.lines(Transcript.Stream.OUT)).containsExactly("\ufffdb");
    }

    @Test
    void line_ends_of_a_terminal_become_newlines_also_when_cut_in_two() {
        say(Transcript.Stream.TTY, "one\r");
        say(Transcript.Stream.TTY, "\ntwo\rthree\r\n");

        assertThat(transcript.text(Transcript.Stream.TTY)).isEqualTo("one\ntwo\rthree\n");
    }

    @Test
    void streams_stay_apart_and_in_order() {
        say(Transcript.Stream.OUT, "one\n");
        say(Transcript.Stream.ERR, "two\n");
        say(Transcript.Stream.OUT, "three\n");

        assertThat(transcript.lines()).containsExactly("one", "two", "three");
        assertThat(transcript.lines(Transcript.Stream.OUT)).containsExactly("one", "three");
        assertThat(transcript.toString()).matches("(?s).*\\d\\.\\d{3}  out\\| one.*err\\| two.*out\\| three\\s*");
    }

    @Test
    void a_search_begins_where_the_last_one_ended() {
        transcript.beginOutput();
        say(Transcript.Stream.OUT, "ok 1\nok 2\n");
        Deadline soon = Deadline.after(Duration.ofMillis(20));

        assertThat(transcript.awaitLine("a line", line -> line.startsWith("ok"), soon))
                .isEqualTo("ok 1");
        assertThat(transcript.awaitLine("a line", line -> line.startsWith("ok"), soon))
                .isEqualTo("ok 2");
        assertThatThrownBy(() -> transcript.awaitText("ok", soon))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Did not see \"ok\" within 0.02s");
    }

    @Test
    void an_unfinished_line_is_text_and_not_yet_a_line() {
        transcript.beginOutput();
        say(Transcript.Stream.OUT, "prompt> ");
        Deadline soon = Deadline.after(Duration.ofMillis(20));

        assertThatThrownBy(() -> transcript.awaitLine("a line", line -> true, soon))
                .isInstanceOf(AssertionError.class);
        assertThat(transcript.awaitText("> ", soon)).isEqualTo("prompt> ");
    }

    private void say(Transcript.Stream stream, String text) {
        transcript.append(stream, text.getBytes(StandardCharsets.UTF_8));
    }
}

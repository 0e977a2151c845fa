/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {

    @ParameterizedTest
    @EnumSource(value = Redirect.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "PIPE")
    void one_without_a_reader_is_a_word(Redirect.Kind kind) {
        assertThat(Stream.parse(Stream.of(kind).format())).isEqualTo(Stream.of(kind));
    }

    @Test
    void one_with_a_reader_says_who_that_is() {
        Stream stream = new Stream(Redirect.Kind.PIPE, 7, 21024, 1234567);

        assertThat(stream.format()).isEqualTo("pipe:7:21024:1234567");
        assertThat(Stream.parse(stream.format())).isEqualTo(stream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pipe",
                "pipe:",
                "pipe:7",
                "pipe:7:1",
                "pipe:7:1:",
                "pipe:x:1:2",
                "pipe:-1:1:2",
                "append:7:1:2",
                "tee"
            })
    void what_nobody_has_written_is_none(String value) {
        assertThat(Stream.parse(value)).isNull();
    }

    @Test
    void a_mark_says_where_both_streams_go() {
        Stream errors = new Stream(Redirect.Kind.PIPE, 7, 21024, 1234567);
        Mark mark = new Mark(
                4,
                1,
                65536,
                -1,
                Stream.of(Redirect.Kind.ROLLING),
                errors,
                SocketCounts.NONE,
                true,
                1,
                2,
                1,
                -1,
                -1,
                -1,
                -1,
                "/",
                null);

        assertThat(mark.format()).contains(";output=rolling;errors=pipe:7:21024:1234567;");
        assertThat(Mark.parse(mark.format())).isEqualTo(mark);
        assertThat(Mark.parse(mark.format().replace("errors=pipe", "errors=tube")))
                .isNull();
    }
}

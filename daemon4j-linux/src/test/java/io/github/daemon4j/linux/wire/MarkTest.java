/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.proc.PercentText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {

    private static final Mark FULL = new Mark(
            4,
            81234,
            65536,
            5,
            Stream.of(Redirect.Kind.APPEND),
            null,
            new SocketCounts(1, 2),
            false,
            4711,
            99887766,
            2,
            6,
            9,
            3,
            65534,
            "/srv/a;b=c%d e",
            "/run/x.pid");

    private static final String WRITTEN =
            "v=2;pipe=4;inode=81234;capacity=65536;lock=5;output=append;listen=1+2;leader=no;"
                    + "launcher=4711:99887766;generation=2;account=6;consent=9;words=3;uid=65534;directory=/srv/a%3Bb%3Dc%25d%20e;pidfile=/run/x.pid";

    @Test
    void it_is_written_as_one_line_of_pairs() {
        assertThat(FULL.format()).isEqualTo(WRITTEN);
    }

    @Test
    void it_says_everything_again() {
        assertThat(Mark.parse(WRITTEN)).isEqualTo(FULL);
    }

    @Test
    void what_there_is_none_of_is_left_out() {
        Mark mark = new Mark(
                4,
                1,
                65536,
                -1,
                Stream.of(Redirect.Kind.DISCARD),
                null,
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

        assertThat(mark.format())
                .isEqualTo("v=2;pipe=4;inode=1;capacity=65536;output=discard;leader=yes;launcher=1:2;generation=1;"
                        + "directory=/");
        assertThat(Mark.parse(mark.format())).isEqualTo(mark);
    }

    @Test
    void the_bytes_of_a_directory_stay_what_they_are_in_any_locale() {
        byte[] directory = {'/', 'u', (byte) 0xe9, (byte) 0xff, '\n', 1};
        Mark mark = new Mark(
                4,
                1,
                65536,
                -1,
                Stream.of(Redirect.Kind.INHERIT),
                null,
                SocketCounts.NONE,
                false,
                1,
                2,
                1,
                -1,
                -1,
                0,
                -1,
                Mark.text(directory),
                Mark.text(directory));

        assertThat(mark.format()).matches("[ -~]*").endsWith("directory=/u%E9%FF%0A%01;pidfile=/u%E9%FF%0A%01");
        Mark again = Objects.requireNonNull(Mark.parse(mark.format()));
        assertThat(again).isEqualTo(mark);
        assertThat(again.directoryBytes()).isEqualTo(directory);
        assertThat(again.pidFileBytes()).isEqualTo(directory);
    }

    @Test
    void keys_of_a_newer_launcher_are_left_alone() {
        assertThat(Mark.parse("sockets=8,9;" + WRITTEN + ";color=blue;flag;=;;"))
                .isEqualTo(FULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1:3:81234:4:APPEND:member:/",
                "v=1;pipe=4;inode=1;capacity=1;output=append;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;inode=1;capacity=1;output=append;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=4;capacity=1;output=append;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=4;inode=1;output=append;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=4;inode=1;capacity=1;output=nowhere;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=4;inode=1;capacity=1;output=append;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=4;inode=1;capacity=1;output=append;leader=no;launcher=1;generation=1;directory=/",
                "v=2;pipe=4;inode=1;capacity=1;output=append;leader=no;launcher=1:;generation=1;directory=/",
                "v=2;pipe=4;inode=1;capacity=1;output=append;leader=no;launcher=1:2;directory=/",
                "v=2;pipe=4;inode=1;capacity=1;output=append;leader=no;launcher=1:2;generation=1",
                "v=2;pipe=4;inode=1;capacity=1;output=append;leader=no;launcher=1:2;generation=1;directory=/%4",
                "v=2;pipe=4;inode=1;capacity=1;output=append;listen=2;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=4;inode=1;capacity=1;output=append;listen=1+-1;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=+4;inode=1;capacity=1;output=append;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=4294967300;inode=1;capacity=1;output=append;leader=no;launcher=1:2;generation=1;directory=/",
                "v=2;pipe=\u0664;inode=1;capacity=1;output=append;leader=no;launcher=1:2;generation=1;directory=/",
            })
    void what_no_launcher_of_this_version_wrote_is_not_believed(String value) {
        assertThat(Mark.parse(value)).isNull();
    }

    @Test
    void numbers_are_digits_and_do_not_wrap() {
        assertThat(Fields.number("9223372036854775807", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(Fields.number("9223372036854775808", Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(Fields.number("2147483648", Integer.MAX_VALUE)).isEqualTo(-1);
        assertThat(Fields.number("-1", Long.MAX_VALUE)).isEqualTo(-1);
    }

    /** The seed makes a failure repeatable. */
    @Test
    void any_mark_comes_back_among_any_pairs_in_any_order() {
        Random random = new Random(20260611);
        for (int round = 0; round < 5000; round++) {
            Mark mark = any(random);
            List<String> pairs = new ArrayList<>(List.of(mark.format().split(";", -1)));
            pairs.add("x" + random.nextInt(10) + "=" + PercentText.encode(path(random)));
            Collections.shuffle(pairs, random);

            assertThat(Mark.parse(String.join(";", pairs))).isEqualTo(mark);
        }
    }

    @Test
    void a_mark_that_was_damaged_is_one_or_none_and_never_an_error() {
        Random random = new Random(4711);
        int none = 0;
        for (int round = 0; round < 5000; round++) {
            StringBuilder damaged = new StringBuilder(any(random).format());
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, (char) random.nextInt(0x10000));
                    default -> damaged.setCharAt(at, ";=%:0".charAt(random.nextInt(5)));
                }
            }
            Mark mark = Mark.parse(damaged.toString());
            if (mark == null) {
                none++;
            } else {
                assertThat(Mark.parse(mark.format())).isEqualTo(mark);
            }
        }
        assertThat(none).isBetween(1, 4999);
    }

    private static Mark any(Random random) {
        return new Mark(
                random.nextInt(Integer.MAX_VALUE),
                random.nextLong() & Long.MAX_VALUE,
                random.nextInt(Integer.MAX_VALUE),
                random.nextBoolean() ? -1 : random.nextInt(1000),
                stream(random),
                random.nextBoolean() ? null : stream(random),
                new SocketCounts(random.nextInt(3), random.nextInt(3)),
                random.nextBoolean(),
                random.nextInt(Integer.MAX_VALUE),
                random.nextLong() & Long.MAX_VALUE,
                random.nextInt(20),
                random.nextInt(20) - 1,
                random.nextBoolean() ? -1 : random.nextInt(1000),
                random.nextInt(20) - 1,
                random.nextBoolean() ? -1 : random.nextLong() & 0xffffffffL,
                path(random),
                random.nextBoolean() ? null : path(random));
    }

    private static Stream stream(Random random) {
        Redirect.Kind[] kinds = Redirect.Kind.values();
        Redirect.Kind kind = kinds[random.nextInt(kinds.length)];
        return kind == Redirect.Kind.PIPE
                ? new Stream(kind, random.nextInt(1000), random.nextInt(4_194_304), random.nextLong() & Long.MAX_VALUE)
                : Stream.of(kind);
    }

    private static String path(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return "/" + Mark.text(bytes);
    }
}

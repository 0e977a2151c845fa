/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogReaderTest {

    private static final int BLOCK = 8192;

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void nameLog() {
        log = directory.resolve("server.log");
    }

    private String last(int lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new LogReader(log, new PrintStream(out, true, StandardCharsets.UTF_8)).show(lines, false);
        assertThat(status).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private void write(String text) throws Exception {
        Files.writeString(log, text);
    }

    @Test
    void the_last_lines_are_shown() throws Exception {
        write("one\ntwo\nthree\n");

        assertThat(last(2)).isEqualTo("two\nthree\n");
        assertThat(last(3)).isEqualTo("one\ntwo\nthree\n");
        assertThat(last(4)).isEqualTo("one\ntwo\nthree\n");
        assertThat(last(Integer.MAX_VALUE)).isEqualTo("one\ntwo\nthree\n");
        assertThat(last(0)).isEmpty();
    }

    @Test
    void a_line_that_is_being_written_is_one() throws Exception {
        write("one\ntwo\nthr");

        assertThat(last(1)).isEqualTo("thr");
        assertThat(last(2)).isEqualTo("two\nthr");
    }

    @Test
    void empty_lines_count_and_an_empty_log_has_none() throws Exception {
        write("one\n\n\n");
        assertThat(last(2)).isEqualTo("\n\n");
        write("\n");
        assertThat(last(1)).isEqualTo("\n");
        write("");
        assertThat(last(5)).isEmpty();
    }

    /** The line feed before the wanted line is the last byte of a block, the first of one, or near. */
    @ParameterizedTest
    @ValueSource(ints = {-2, -1, 0, 1, 2})
    void lines_may_begin_at_any_byte_of_a_block(int shift) throws Exception {
        for (int blocks = 1; blocks <= 2; blocks++) {
            String line = "x".repeat(blocks * BLOCK + shift - 1) + "\n";
            write("first\nsecond\n" + line);

            assertThat(last(1)).hasSize(line.length()).isEqualTo(line);
            assertThat(last(2)).isEqualTo("second\n" + line);
            assertThat(last(3)).isEqualTo("first\nsecond\n" + line);
        }
    }

    @Test
    void many_lines_are_many_blocks() throws Exception {
        String lines =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        write("before\n" + lines);

        assertThat(last(20_000)).isEqualTo(lines);
    }

    @Test
    void a_log_that_is_not_there_yet_is_said() {
        assertThatThrownBy(() -> last(10))
                .isInstanceOf(DaemonException.class)
                .hasMessage("there is no log " + log + " yet");
    }

    /** Follows in a thread of its own until it is closed. */
    private final class Following implements AutoCloseable {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Thread thread;

        Following(int lines) {
            LogReader reader = new LogReader(log, new PrintStream(out, true, StandardCharsets.UTF_8));
            thread = new Thread(() -> reader.show(lines, true), "follows");
            thread.start();
        }

        String await(String text) throws InterruptedException {
            CountDownLatch never = new CountDownLatch(1);
            while (!said().endsWith(text) && thread.isAlive()) {
                never.await(5, TimeUnit.MILLISECONDS);
            }
            return said();
        }

        private String said() {
            return out.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException timeout) {
                Thread.currentThread().interrupt(); // the test's time is up, and says so
            }
        }
    }

    private void append(String text) throws Exception {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    @Test
    void a_log_is_followed() throws Exception {
        write("old\nlast\n");
        try (Following following = new Following(1)) {
            following.await("last\n");
            append("new\n");
            following.await("new\n");
            append("half");
            following.await("half");
            append(" whole\n");

            assertThat(following.await("whole\n")).isEqualTo("last\nnew\nhalf whole\n");
        }
    }

    @Test
    void a_log_is_followed_through_a_rotation() throws Exception {
        write("one\n");
        try (Following following = new Following(10)) {
            following.await("one\n");
            Files.move(log, directory.resolve("server.log.1"));
            Files.writeString(directory.resolve("server.log.1"), "two, late\n", StandardOpenOption.APPEND);
            Files.writeString(directory.resolve("next"), "three\n");
            Files.move(directory.resolve("next"), log, StandardCopyOption.ATOMIC_MOVE);
            following.await("three\n");
            append("four\n");

            assertThat(following.await("four\n")).isEqualTo("one\ntwo, late\nthree\nfour\n");
        }
    }

    /** In less time than the reader takes from one look to the next, as a rule; if not, it is two rotations. */
    @Test
    void what_was_rotated_more_than_once_between_two_looks_is_not_left_out() throws Exception {
        write("one\n");
        try (Following following = new Following(10)) {
            following.await("one\n");
            for (String line : new String[] {"two\n", "three\n", "four\n"}) {
                rotate();
                write(line);
            }

            assertThat(following.await("four\n")).isEqualTo("one\ntwo\nthree\nfour\n");
        }
    }

    private void rotate() throws Exception {
        int last = 1;
        while (Files.exists(directory.resolve("server.log." + last))) {
            last++;
        }
        for (int i = last; i > 1; i--) {
            Files.move(directory.resolve("server.log." + (i - 1)), directory.resolve("server.log." + i));
        }
        Files.move(log, directory.resolve("server.log.1"));
    }

    @Test
    void a_log_that_is_gone_for_a_while_is_waited_for() throws Exception {
        write("one\n");
        try (Following following = new Following(10)) {
            following.await("one\n");
            Files.delete(log);
            TimeUnit.MILLISECONDS.sleep(300); // longer than between two looks
            write("two\n");

            assertThat(following.await("two\n")).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void a_log_that_is_copied_and_truncated_is_followed_from_its_new_begin() throws Exception {
        write("one and more\n");
        try (Following following = new Following(10)) {
            following.await("more\n");
            write("two\n");

            assertThat(following.await("two\n")).isEqualTo("one and more\ntwo\n");
        }
    }
}

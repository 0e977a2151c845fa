/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LauncherPipeTest {

    private static final int CAPACITY = 65536;

    /** A pipe of this process, and the mark that names its writing end. */
    private record Opened(Pipe pipe, Mark mark) implements AutoCloseable {

        static Opened open() throws IOException {
            TreeSet<Integer> before = descriptors();
            Pipe pipe = Pipe.open();
            TreeSet<Integer> opened = descriptors();
            opened.removeAll(before);
            for (int number : opened) {
                Path link = Path.of("/proc/self/fd/" + number);
                String target = Files.isSymbolicLink(link)
                        ? Files.readSymbolicLink(link).toString()
                        : "";
                if (target.startsWith("pipe:[") && isWriting(number)) {
                    return new Opened(pipe, naming(number, Long.parseLong(target.replaceAll("\\D", ""))));
                }
            }
            throw new IOException("no writing end among " + opened);
        }

        private static boolean isWriting(int number) throws IOException {
            return Files.readString(Path.of("/proc/self/fdinfo/" + number)).matches("(?s).*flags:\\s+[0-7]*1\n.*");
        }

        private static TreeSet<Integer> descriptors() throws IOException {
            TreeSet<Integer> numbers = new TreeSet<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
                for (Path descriptor : all) {
                    numbers.add(Integer.valueOf(descriptor.getFileName().toString()));
                }
            }
            // The stream itself is closed by now.
            numbers.removeIf(number -> !Files.isSymbolicLink(Path.of("/proc/self/fd/" + number)));
            return numbers;
        }

        /** All that is in the pipe once its writing end is closed. */
        List<Message> drain() throws IOException {
            pipe.sink().close();
            MessageDecoder decoder = new MessageDecoder();
            List<Message> messages = new ArrayList<>();
            ByteBuffer buffer = ByteBuffer.allocate(1000);
            while (pipe.source().read(buffer) >= 0) {
                messages.addAll(decoder.feed(buffer.array(), buffer.position()));
                buffer.clear();
            }
            return messages;
        }

        @Override
        public void close() throws IOException {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    private static Mark naming(int number, long inode) {
        return new Mark(
                number,
                inode,
                CAPACITY,
                -1,
                Stream.of(Redirect.Kind.DISCARD),
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
                "/",
                null);
    }

    @Test
    void what_is_said_is_heard() throws IOException {
        try (Opened opened = Opened.open()) {
            LauncherPipe launcher = new LauncherPipe(opened.mark);

            assertThat(launcher.say(new Message.Status(3, 0, "loading"))).isTrue();
            assertThat(launcher.say(new Message.Ready(9, 0, ""))).isTrue();

            assertThat(opened.drain())
                    .containsExactly(new Message.Status(3, 0, "loading"), new Message.Ready(9, 0, ""));
        }
    }

    @Test
    void a_launcher_that_is_gone_is_told_nothing_and_it_is_noticed() throws IOException {
        try (Opened opened = Opened.open()) {
            opened.pipe.source().close();

            assertThat(new LauncherPipe(opened.mark).say(new Message.Failed(78, "port 80 is taken")))
                    .isFalse();
            assertThat(new LauncherPipe(opened.mark).say(new Message.Status(0, 0, "loading")))
                    .isFalse();
        }
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void four_threads_that_talk_without_end_to_a_stopped_launcher_go_on_and_are_understood() throws Exception {
        try (Opened opened = Opened.open()) {
            LauncherPipe launcher = new LauncherPipe(opened.mark);
            Message.Status status = new Message.Status(0, 0, "x".repeat(64 * 1024));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    for (int round = 0; round < 2500; round++) {
                        launcher.say(status);
                        launcher.say(new Message.Extend(round));
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }

            launcher.say(new Message.Failed(78, "y".repeat(64 * 1024)));

            List<Message> heard = opened.drain();
            assertThat(heard).hasAtLeastOneElementOfType(Message.Status.class);
            assertThat(heard).hasAtLeastOneElementOfType(Message.Extend.class);
            assertThat(heard.get(heard.size() - 1))
                    .isEqualTo(new Message.Failed(78, "y".repeat(4096 - Frame.HEADER_BYTES)));
        }
    }

    @Test
    void nothing_is_written_to_a_descriptor_that_is_not_the_pipe(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("modules"), "precious");
        try (FileInputStream open = new FileInputStream(file.toFile())) {
            boolean told = new LauncherPipe(naming(descriptorOf(file), 1)).say(new Message.Failed(71, "half-detached"));

            assertThat(told).isFalse();
            assertThat(open.available()).isEqualTo("precious".length());
        }
        assertThat(file).hasContent("precious");
    }

    private static int descriptorOf(Path file) throws IOException {
        for (int number : Opened.descriptors()) {
            Path descriptor = Path.of("/proc/self/fd/" + number);
            if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
                return number;
            }
        }
        throw new IOException("not open: " + file);
    }

    /** The rule against a model of the kernel's pipe: a row of pages, read from the front, no frame split (fs/pipe.c). */
    @Test
    void whatever_was_said_and_read_before_the_last_word_still_fits() {
        Random random = new Random(20260611);
        int written = 0;
        for (int round = 0; round < 2000; round++) {
            Deque<Integer> pages = new ArrayDeque<>();
            int filled = 0; // of the last page, read or not
            int unread = 0;
            for (int step = 0; step < 600; step++) {
                boolean urgent = random.nextInt(3) == 0;
                int length = urgent ? 13 : round % 2 == 0 ? 2049 : 13 + random.nextInt(4084);
                if (LauncherPipe.fits(unread, length, CAPACITY, urgent)) {
                    unread += length;
                    written++;
                    if (!pages.isEmpty() && filled + length <= 4096) {
                        pages.addLast(pages.removeLast() + length);
                        filled += length;
                    } else {
                        pages.addLast(length);
                        filled = length;
                    }
                }
                assertThat(pages.size()).isLessThan(16);
                if (random.nextInt(20) == 0 && !pages.isEmpty()) {
                    int count = 1 + random.nextInt(pages.getFirst());
                    int left = pages.removeFirst() - count;
                    unread -= count;
                    if (left > 0) {
                        pages.addFirst(left);
                    }
                }
            }
        }
        assertThat(written).isGreaterThan(10_000);
    }

    @Test
    void more_time_may_be_asked_for_when_there_is_no_room_for_a_line() {
        assertThat(LauncherPipe.fits(16384, 13, CAPACITY, false)).isFalse();
        assertThat(LauncherPipe.fits(16384, 13, CAPACITY, true)).isTrue();
        assertThat(LauncherPipe.fits(24576, 13, CAPACITY, true)).isFalse();
    }

    @Test
    void in_a_pipe_of_two_pages_one_is_kept_and_in_one_of_a_single_page_nothing_may_be_lost() {
        assertThat(LauncherPipe.fits(0, 4096, 8192, false)).isTrue();
        assertThat(LauncherPipe.fits(4096, 13, 8192, true)).isFalse();
        assertThat(LauncherPipe.fits(0, 13, 4096, true)).isFalse();
    }
}

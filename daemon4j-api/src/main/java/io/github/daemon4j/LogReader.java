/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows the end of a log, and what is written to it from then on, as {@code tail -n N -F} does; also what was rotated to {@code log.1},
 * {@code log.2} and so on between two looks.
 */
final class LogReader {

    /** A rotation has no event that every file system tells of, so the file is looked at; a person does not see the delay. */
    private static final long LOOK_MILLIS = 200;

    private static final int BLOCK = 8192;

    private final Path log;
    private final PrintStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK);

    LogReader(Path log, PrintStream out) {
        this.log = log;
        this.out = out;
    }

    /**
     * Prints the last lines; with {@code follow} it goes on until the reader has gone away, or this thread is interrupted.
     *
     * @return the exit status
     * @throws DaemonException if there is no log to read
     */
    int show(int lines, boolean follow) {
        Opened file = null;
        try {
            file = open(log);
            file.channel().position(beginOfLast(file.channel(), lines));
            copy(file.channel());
            while (follow && !out.checkError()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                copy(file.channel());
                Object now = keyOf(log);
                if (now != null && !now.equals(file.key())) {
                    file = catchUp(file);
                } else if (file.channel().size() < file.channel().position()) {
                    file.channel().position(0); // copied and truncated
                }
            }
            return 0;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (NoSuchFileException missing) {
            throw new DaemonException("there is no log " + log.toAbsolutePath() + " yet", missing);
        } catch (IOException failure) {
            throw new DaemonException("cannot read the log " + log.toAbsolutePath() + ": " + failure, failure);
        } finally {
            close(file);
        }
    }

    /** An open log, and which file it is. */
    private record Opened(
            SeekableByteChannel channel, @Nullable Object key) {}

    /** Opens the file that has the name, before and after: a rotation between the two would be seen twice, or never. */
    private static Opened open(Path path) throws IOException {
        while (true) {
            Object before = keyOf(path);
            SeekableByteChannel channel = Platforms.backend().openLog(path);
            if (Objects.equals(before, keyOf(path))) {
                return new Opened(channel, before);
            }
            channel.close();
        }
    }

    /** Goes on with the files that came after this one, until it is the one that has the name. */
    private Opened catchUp(Opened rotated) throws IOException {
        Opened file = rotated;
        while (!Objects.equals(file.key(), keyOf(log))) {
            copy(file.channel()); // what was written between the last look and the rotation
            Opened next = next(file);
            if (next == null) {
                return file;
            }
            file.channel().close();
            file = next;
        }
        copy(file.channel());
        return file;
    }

    /** The file that came after this one; null in the middle of a rotation. */
    private @Nullable Opened next(Opened file) throws IOException {
        while (true) {
            int age = age(file.key());
            Opened next;
            try {
                next = open(age > 1 ? rotated(age - 1) : log);
            } catch (NoSuchFileException between) {
                return null;
            }
            if (age(file.key()) == age) {
                return next;
            }
            next.channel().close(); // there was a rotation meanwhile
        }
    }

    /** How often a file was rotated, by the number at the end of its name; 0 if it has none. */
    private int age(@Nullable Object key) throws IOException {
        for (int age = 1; ; age++) {
            Object there = keyOf(rotated(age));
            if (there == null) {
                return 0;
            }
            if (there.equals(key)) {
                return age;
            }
        }
    }

    private Path rotated(int age) {
        return log.resolveSibling(log.getFileName() + "." + age);
    }

    /** Which file has the name now; null if none has, in the middle of a rotation. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException between) {
            return null;
        }
    }

    /** Where the last lines begin: behind the line feed that ends the one before them. */
    private long beginOfLast(SeekableByteChannel file, int lines) throws IOException {
        long end = file.size();
        if (lines == 0) {
            return end;
        }
        int feeds = 0;
        for (long block = end; block > 0; block -= BLOCK) {
            long begin = Math.max(0, block - BLOCK);
            read(file, begin, (int) (block - begin));
            for (int i = buffer.limit() - 1; i >= 0; i--) {
                boolean isLast = begin + i == end - 1;
                if (buffer.get(i) == '\n' && !isLast && ++feeds == lines) {
                    return begin + i + 1;
                }
            }
        }
        return 0;
    }

    private void read(SeekableByteChannel file, long begin, int count) throws IOException {
        file.position(begin);
        buffer.clear().limit(count);
        while (buffer.hasRemaining() && file.read(buffer) > 0) {
            // until it is full, or the file was truncated
        }
        buffer.flip();
    }

    private void copy(SeekableByteChannel file) throws IOException {
        buffer.clear();
        while (file.read(buffer) > 0) {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        out.flush();
    }

    private static void close(@Nullable Opened file) {
        try {
            if (file != null) {
                file.channel().close();
            }
        } catch (IOException read) {
            return; // all that was wanted of it has been read
        }
    }
}

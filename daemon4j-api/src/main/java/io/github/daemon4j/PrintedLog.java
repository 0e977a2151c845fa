/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.Readiness.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was printed into a log from a place on. A look reads what there was when it began, so that it ends however fast somebody
 * writes, and keeps a line at a time.
 *
 * @param file the log
 * @param begin how many bytes at its beginning do not count
 */
record PrintedLog(Path file, long begin) {

    /** What is longer counts as several lines. */
    private static final int MOST_OF_A_LINE = 1 << 20;

    private static final int BLOCK = 8192;

    /** What will be printed from now on. */
    static PrintedLog fromNow(Path file) {
        return new PrintedLog(file, file.toFile().length());
    }

    /**
     * Checks a text to look for.
     *
     * @return the text
     * @throws IllegalArgumentException if it is in every log, or in none
     */
    static String requirePart(String text) {
        if (text.isEmpty() || text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a text to wait for in a log is a part of one line, and not empty");
        }
        return text;
    }

    /**
     * Looks for a text.
     *
     * @param log where; null if there is none
     * @param where the same, for people
     */
    static Look look(@Nullable PrintedLog log, String part, String where) {
        String missing = "no \"" + part + "\" in " + where;
        try {
            String line = log == null ? null : log.first(each -> each.contains(part));
            return line == null ? Look.missing(missing) : Look.ready(line);
        } catch (NoSuchFileException notYet) {
            return Look.missing(missing);
        } catch (IOException | DaemonException unreadable) {
            return Look.missing(missing + ": " + unreadable.getMessage());
        }
    }

    /** The last line that is not blank; empty if there is none, or the log cannot be read. */
    String lastLine() {
        String[] last = {""};
        try {
            first(line -> {
                last[0] = line.isBlank() ? last[0] : line.strip();
                return false;
            });
        } catch (IOException | DaemonException unreadable) {
            return "";
        }
        return last[0];
    }

    /** The first line that is wanted, with its line feed if that is there; null if there is none. */
    private @Nullable String first(Predicate<String> isWanted) throws IOException {
        try (SeekableByteChannel log = Platforms.backend().openLog(file)) {
            log.position(begin);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long left = log.size() - begin; left > 0 && log.read(block) > 0; block.clear()) {
                left -= block.position();
                int from = 0;
                for (int i = 0; i < block.position(); i++) {
                    if (block.get(i) == '\n' || line.size() + i - from == MOST_OF_A_LINE) {
                        line.write(block.array(), from, i + 1 - from);
                        String finished = line.toString(StandardCharsets.UTF_8);
                        if (isWanted.test(finished)) {
                            return finished;
                        }
                        line.reset();
                        from = i + 1;
                    }
                }
                line.write(block.array(), from, block.position() - from);
            }
            String unfinished = line.toString(StandardCharsets.UTF_8);
            return !unfinished.isEmpty() && isWanted.test(unfinished) ? unfinished : null;
        }
    }
}

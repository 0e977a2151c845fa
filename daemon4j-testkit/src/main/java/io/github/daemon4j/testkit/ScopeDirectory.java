/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scope's temporary directory for pid file and log: made when first asked for, removed when nobody writes any more. It
 * belongs to the test's user alone, until the test opens it to another for whom its server works; what that one has put there
 * is looked at and removed through {@link FileTree}, and read only if it is a regular file.
 */
final class ScopeDirectory {

    private static final int SHOWN_LINES = 100;
    /** More than 100 lines have, and little enough for a message, however much the server wrote. */
    private static final int SHOWN_BYTES = 1 << 18;

    private @Nullable FileTree directory;

    Path pidFile() {
        return directory().resolve("daemon.pid");
    }

    Path logFile() {
        return directory().resolve("daemon.log");
    }

    private synchronized Path directory() {
        if (directory == null) {
            try {
                directory = FileTree.createTemporary("daemon4j-testkit-");
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make a directory for pid file and log", e);
            }
        }
        return directory.path();
    }

    /** What the log ends with, for messages; nothing if the test has no log. */
    synchronized String describeLog() {
        if (directory == null || !Files.exists(logFile(), LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try {
            return describe(logFile());
        } catch (IOException e) {
            return "Log file " + logFile() + " cannot be read: " + e + "\n";
        }
    }

    private static boolean isRegular(Path log) throws IOException {
        return Files.readAttributes(log, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile();
    }

    private static String describe(Path log) throws IOException {
        // A FIFO would have the message wait for a writer; a link leads to what is none of the test's.
        if (!isRegular(log)) {
            return "Log file " + log + " is no regular file\n";
        }
        // Bytes of any charset: a log that cannot be decoded must not hide why the test failed.
        List<String> lines =
                new String(end(log), StandardCharsets.UTF_8).lines().toList();
        int skipped = Math.max(0, lines.size() - SHOWN_LINES);
        return "Log file " + log + (skipped == 0 ? "" : " without its first lines") + ":\n"
                + lines.stream().skip(skipped).map(line -> "  " + line + "\n").collect(Collectors.joining());
    }

    private static byte[] end(Path log) throws IOException {
        try (SeekableByteChannel in =
                Files.newByteChannel(log, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long size = in.size();
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(size, SHOWN_BYTES));
            in.position(size - end.capacity());
            while (end.hasRemaining() && in.read(end) >= 0) {
                // It may have been cut off since.
            }
            return Arrays.copyOf(end.array(), end.position());
        }
    }

    synchronized void remove() {
        if (directory == null) {
            return;
        }
        try {
            directory.remove();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory.path(), e);
        }
        directory = null;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything a child or a terminal said and was told, in the order the kit saw it, each line with its stream and time. It
 * grows until the last holder of the stream has closed it, so it also shows what a daemon prints after its launcher
 * ended. Safe for use by several threads; every method returns what was seen so far.
 */
public final class Transcript {

    /** Where a line came from. */
    public enum Stream {
        /** Standard output through a pipe. */
        OUT,
        /** Standard error through a pipe. */
        ERR,
        /** What appeared on the terminal, echo included, with line ends as plain newlines. */
        TTY,
        /** What the test typed or sent. */
        IN,
        /** What the kit did or found. */
        NOTE
    }

    private static final Set<Stream> OUTPUTS = EnumSet.of(Stream.OUT, Stream.ERR, Stream.TTY);

    private final long start = System.nanoTime();
    private final List<Line> lines = new ArrayList<>();
    private final Map<Stream, Channel> channels = new EnumMap<>(Stream.class);
    private int openOutputs;

    Transcript() {
        for (Stream stream : Stream.values()) {
            channels.put(stream, new Channel(stream));
        }
    }

    /** {@return the lines of all streams in the order seen, without their line ends} */
    public synchronized List<String> lines() {
        return lines.stream().map(line -> line.text.toString()).toList();
    }

    /**
     * Returns the lines of one stream.
     *
     * @param stream the stream
     * @return its lines so far, the last one perhaps unfinished
     */
    public synchronized List<String> lines(Stream stream) {
        return lines.stream()
                .filter(line -> line.stream == stream)
                .map(line -> line.text.toString())
                .toList();
    }

    /**
     * Returns the whole text of one stream.
     *
     * @param stream the stream
     * @return its characters so far; bytes that are not UTF-8 appear as U+FFFD
     */
    public synchronized String text(Stream stream) {
        return channel(stream).text.toString();
    }

    /** {@return every line with its time in seconds since the start and its stream, one per line} */
    @Override
    public synchronized String toString() {
        if (lines.isEmpty()) {
            return "  (nothing was said)\n";
        }
        StringBuilder all = new StringBuilder();
        for (Line line : lines) {
            String stream = line.stream.name().toLowerCase(Locale.ROOT);
            all.append(String.format(Locale.ROOT, "  %8.3f %4s| %s%n", line.nanos / 1e9, stream, line.text));
        }
        return all.toString();
    }

    synchronized void beginOutput() {
        openOutputs++;
    }

    synchronized void endOutput() {
        openOutputs--;
        notifyAll();
    }

    synchronized boolean hasEnded() {
        return openOutputs == 0;
    }

    synchronized void append(Stream stream, byte[] bytes) {
        channel(stream).append(bytes);
        notifyAll();
    }

    void note(String text) {
        append(Stream.NOTE, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void started(long pid, List<String> command) {
        note(pid + ": started " + String.join(" ", command));
    }

    /** What an output said up to and including the text, from the end of the last thing found there. */
    String awaitText(String text, Deadline deadline) {
        return await("\"" + text + "\"", deadline, channel -> {
            int at = channel.text.indexOf(text, channel.found);
            return at < 0 ? -1 : at + text.length();
        });
    }

    /** The first finished line after the last thing found that the predicate accepts, without its line end. */
    String awaitLine(String what, Predicate<String> accepted, Deadline deadline) {
        String upToLine = await(what, deadline, channel -> channel.endOfLine(accepted));
        int end = upToLine.length() - 1;
        return upToLine.substring(upToLine.lastIndexOf('\n', end - 1) + 1, end);
    }

    synchronized void awaitEnd(Deadline deadline) {
        while (!hasEnded()) {
            if (deadline.hasPassed()) {
                throw new AssertionError("The output did not end " + deadline
                        + ": some process still holds it open.\nSeen so far:\n" + this);
            }
            deadline.awaitNotification(this);
        }
    }

    private synchronized String await(String what, Deadline deadline, ToIntFunction<Channel> match) {
        while (true) {
            for (Stream output : OUTPUTS) {
                Channel channel = channel(output);
                int end = match.applyAsInt(channel);
                if (end >= 0) {
                    String seen = channel.text.substring(channel.found, end);
                    channel.found = end;
                    return seen;
                }
            }
            if (hasEnded()) {
                throw new AssertionError("The output ended without " + what + ".\nSeen:\n" + this);
            }
            if (deadline.hasPassed()) {
                throw new AssertionError("Did not see " + what + " " + deadline + ".\nSeen so far:\n" + this);
            }
            deadline.awaitNotification(this);
        }
    }

    @SuppressWarnings("NullAway") // The constructor put every constant.
    private Channel channel(Stream stream) {
        return channels.get(stream);
    }

    private record Line(Stream stream, long nanos, StringBuilder text) {}

    /** One stream's text. All methods are called with the transcript locked. */
    private final class Channel {
        private final Stream stream;
        private final StringBuilder text = new StringBuilder();
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] undecoded = {};
        private boolean carriageReturn;
        private @Nullable Line unfinished;
        /** Where the last found text ended: the next search starts here. */
        private int found;

        Channel(Stream stream) {
            this.stream = stream;
        }

        void append(byte[] bytes) {
            ByteBuffer in = ByteBuffer.allocate(undecoded.length + bytes.length)
                    .put(undecoded)
                    .put(bytes)
                    .flip();
            CharBuffer out = CharBuffer.allocate(in.remaining());
            decoder.reset().decode(in, out, false);
            undecoded = new byte[in.remaining()];
            in.get(undecoded);
            out.flip();
            while (out.hasRemaining()) {
                append(out.get());
            }
        }

        private void append(char c) {
            if (stream == Stream.TTY && c == '\r') {
                carriageReturn = true;
                return;
            }
            if (carriageReturn && c != '\n') {
                appendToLine('\r');
            }
            carriageReturn = false;
            appendToLine(c);
        }

        private void appendToLine(char c) {
            text.append(c);
            if (unfinished == null) {
                unfinished = new Line(stream, System.nanoTime() - start, new StringBuilder());
                lines.add(unfinished);
            }
            if (c == '\n') {
                unfinished = null;
            } else {
                unfinished.text.append(c);
            }
        }

        int endOfLine(Predicate<String> accepted) {
            int from = found;
            while (true) {
                int end = text.indexOf("\n", from);
                if (end < 0) {
                    return -1;
                }
                if (accepted.test(text.substring(from, end))) {
                    return end + 1;
                }
                from = end + 1;
            }
        }
    }
}

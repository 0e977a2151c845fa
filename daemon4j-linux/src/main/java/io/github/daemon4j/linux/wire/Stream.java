/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.Redirect;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where one of the daemon's streams, or both, go once it is ready. Written as a word, and for a reader with three numbers
 * behind it: {@code pipe:7:21024:1234567}.
 *
 * @param kind the way
 * @param pipe the number of the pipe to a reader, its writing end; -1 if there is none
 * @param reader the pid of the reader that the launcher has started, as {@code /proc} numbers it; 0 if it has ended already
 * @param readerStart its start, in clock ticks since boot
 */
public record Stream(Redirect.Kind kind, int pipe, long reader, long readerStart) {

    /** One without a reader. */
    public static Stream of(Redirect.Kind kind) {
        return new Stream(kind, -1, 0, 0);
    }

    String format() {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return pipe < 0 ? word : word + ":" + pipe + ":" + reader + ":" + readerStart;
    }

    /** Parses what {@link #format} wrote; null if it is nothing that it could have written. */
    static @Nullable Stream parse(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int first = value.indexOf(':');
        Redirect.Kind kind = kind(first < 0 ? value : value.substring(0, first));
        if (kind == null || first < 0 || kind != Redirect.Kind.PIPE) {
            return kind == null || first >= 0 || kind == Redirect.Kind.PIPE ? null : of(kind);
        }
        int second = value.indexOf(':', first + 1);
        int third = second < 0 ? -1 : value.indexOf(':', second + 1);
        if (third < 0) {
            return null;
        }
        Stream stream = new Stream(
                kind,
                (int) Fields.number(value.substring(first + 1, second), Integer.MAX_VALUE),
                Fields.number(value.substring(second + 1, third), Long.MAX_VALUE),
                Fields.number(value.substring(third + 1), Long.MAX_VALUE));
        return stream.pipe < 0 || stream.reader < 0 || stream.readerStart < 0 ? null : stream;
    }

    private static Redirect.@Nullable Kind kind(String word) {
        for (Redirect.Kind kind : Redirect.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        return null;
    }
}

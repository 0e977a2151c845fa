/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.linux.proc.PercentText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pid file keeps of a start for whoever stops the daemon or starts it again: how it is to be stopped, and what its
 * {@code main} was given. It stands here and not in {@code /proc/PID/cmdline}, which a daemon that was taken over can
 * rewrite, because root starts programs with it.
 *
 * @param stop the schedule, {@code TERM/30/KILL/10}; null if it is not known
 * @param account the number of the daemon's descriptor with what it says of itself; -1 if it has none
 * @param session of the keeper that starts the daemon again, and whose pid the file has; 0 if there is none
 * @param words in bytes; null if they are not known, or too long to be kept
 */
public record Kept(
        @Nullable String stop,
        int account,
        long session,
        @Nullable List<byte[]> words) {

    /** Of a program, or of a pid file that says no more. */
    public static final Kept NOTHING = new Kept(null, -1, 0, null);

    private static final String STOP = "stop=";
    private static final String ACCOUNT = "account=";
    private static final String KEEPER = "keeper=";
    private static final String WORDS = "words=";
    private static final String WORD = "word=";
    private static final int MOST_CHARACTERS = 12 * 1024;

    public Kept {
        words = words == null ? null : List.copyOf(words);
    }

    /** Of a daemon that nobody starts again. */
    public Kept(@Nullable String stop, int account, @Nullable List<byte[]> words) {
        this(stop, account, 0, words);
    }

    /** The same of a daemon with a keeper. */
    Kept by(long keeperSession) {
        return new Kept(stop, account, keeperSession, words);
    }

    /** The lines of the file. */
    String format() {
        StringBuilder text = new StringBuilder();
        if (stop != null) {
            text.append(STOP).append(stop).append('\n');
        }
        if (account >= 0) {
            text.append(ACCOUNT).append(account).append('\n');
        }
        if (session > 0) {
            text.append(KEEPER).append(session).append('\n');
        }
        if (words != null) {
            StringBuilder lines =
                    new StringBuilder().append(WORDS).append(words.size()).append('\n');
            for (byte[] word : words) {
                lines.append(WORD)
                        .append(PercentText.encode(new String(word, StandardCharsets.ISO_8859_1)))
                        .append('\n');
            }
            text.append(lines.length() > MOST_CHARACTERS ? "" : lines);
        }
        return text.toString();
    }

    /** Reads the lines that follow those of the process; what is not there is not known. */
    static Kept parse(PidFileContent.Lines lines) {
        String line = lines.next();
        String stop = null;
        if (line != null && line.startsWith(STOP)) {
            stop = line.substring(STOP.length());
            line = lines.next();
        }
        int account = -1;
        if (line != null && line.startsWith(ACCOUNT)) {
            account = number(line.substring(ACCOUNT.length()));
            line = lines.next();
        }
        long session = 0;
        if (line != null && line.startsWith(KEEPER)) {
            session = Math.max(0, number(line.substring(KEEPER.length())));
            line = lines.next();
        }
        int count = line != null && line.startsWith(WORDS) ? number(line.substring(WORDS.length())) : -1;
        if (count < 0) {
            return new Kept(stop, account, session, null);
        }
        List<byte[]> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = lines.value(WORD);
            String bytes = word == null ? null : PercentText.decode(word);
            if (bytes == null) {
                return new Kept(stop, account, session, null);
            }
            words.add(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }
        return new Kept(stop, account, session, words);
    }

    private static int number(String digits) {
        try {
            return digits.length() > 9 ? -1 : Integer.parseInt(digits);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}

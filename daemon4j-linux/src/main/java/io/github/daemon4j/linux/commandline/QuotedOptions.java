/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options in one string, as in JDK_JAVA_OPTIONS, JAVA_TOOL_OPTIONS, _JAVA_OPTIONS and the file of -XX:VMOptionsFile.
 *
 * <p>Launcher and VM agree: words are split at white space, {@code "..."} and {@code '...'} protect it anywhere in a word,
 * there is no escape character.
 */
final class QuotedOptions {

    private QuotedOptions() {}

    /** The words, or null when a quote is not closed. */
    static @Nullable List<String> parse(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && ByteText.isSpace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                return words;
            }
            StringBuilder word = new StringBuilder();
            while (at < text.length() && !ByteText.isSpace(text.charAt(at))) {
                char c = text.charAt(at++);
                if (c == '"' || c == '\'') {
                    int close = text.indexOf(c, at);
                    if (close < 0) {
                        return null;
                    }
                    word.append(text, at, close);
                    at = close + 1;
                } else {
                    word.append(c);
                }
            }
            words.add(word.toString());
        }
    }

    static String format(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            if (text.length() > 0) {
                text.append(' ');
            }
            appendQuoted(text, word);
        }
        return text.toString();
    }

    private static void appendQuoted(StringBuilder text, String word) {
        if (word.isEmpty()) {
            text.append("\"\"");
        }
        int at = 0;
        while (at < word.length()) {
            char first = word.charAt(at);
            int end = at;
            if (first == '"') {
                while (end < word.length() && word.charAt(end) == '"') {
                    end++;
                }
                text.append('\'').append(word, at, end).append('\'');
            } else {
                boolean plain = true;
                while (end < word.length() && word.charAt(end) != '"') {
                    plain &= word.charAt(end) != '\'' && !ByteText.isSpace(word.charAt(end));
                    end++;
                }
                String quote = plain ? "" : "\"";
                text.append(quote).append(word, at, end).append(quote);
            }
            at = end;
        }
    }
}

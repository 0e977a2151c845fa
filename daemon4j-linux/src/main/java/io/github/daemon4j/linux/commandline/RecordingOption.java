/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import org.jspecify.annotations.Nullable;

/**
 * {@code -XX:StartFlightRecording} and {@code -XX:FlightRecorderOptions}: {@code key=value} pairs between commas, quotes
 * around values that hold one. Paths are in {@code filename}, {@code repository}, {@code dumppath} and, unless it is the
 * name of a configuration of the JDK, in {@code settings}.
 */
final class RecordingOption {

    private static final String SPECIAL = ",\"'%";

    private RecordingOption() {}

    static String absolute(String text, WorkingDirectory directory, OptionFiles files, Word where) {
        int start = valueStart(text);
        if (start < 0) {
            return text;
        }
        StringBuilder absolute = new StringBuilder(text.substring(0, start));
        int at = start;
        while (at <= text.length()) {
            int end = pairEnd(text, at);
            absolute.append(pair(text.substring(at, end), directory, files, where));
            if (end < text.length()) {
                absolute.append(',');
            }
            at = end + 1;
        }
        return absolute.toString();
    }

    /** The file a recording is written to at the end; null for another option, and where none is named. */
    static @Nullable String fileName(String text) {
        int start = text.startsWith("-XX:StartFlightRecording") ? valueStart(text) : -1;
        if (start < 0) {
            return null;
        }
        for (int at = start; at <= text.length(); ) {
            int end = pairEnd(text, at);
            String pair = text.substring(at, end);
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).trim().equals("filename")) {
                return unquoted(pair.substring(equals + 1));
            }
            at = end + 1;
        }
        return null;
    }

    private static String unquoted(String value) {
        return isQuoted(value) ? value.substring(1, value.length() - 1) : value;
    }

    /** The VM takes a colon or an equals sign after the name. */
    private static int valueStart(String text) {
        for (int i = "-XX:".length(); i < text.length(); i++) {
            if (text.charAt(i) == ':' || text.charAt(i) == '=') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int pairEnd(String text, int from) {
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == ',') {
                return i;
            }
        }
        return text.length();
    }

    private static String pair(String pair, WorkingDirectory directory, OptionFiles files, Word where) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return pair;
        }
        String key = pair.substring(0, equals).trim();
        String value = pair.substring(equals + 1);
        String quote = isQuoted(value) ? value.substring(0, 1) : "";
        String path = unquoted(value);
        if (!isPath(key, path, files)) {
            return pair;
        }
        return pair.substring(0, equals + 1) + quote + directory.file(path, SPECIAL, where) + quote;
    }

    private static boolean isQuoted(String value) {
        int last = value.length() - 1;
        return last > 0 && (value.charAt(0) == '"' || value.charAt(0) == '\'') && value.charAt(last) == value.charAt(0);
    }

    private static boolean isPath(String key, String path, OptionFiles files) {
        if (key.equals("settings")) {
            return path.indexOf('/') >= 0 || (!isNamedByTheJdk(path) && files.exists(path));
        }
        return key.equals("filename") || key.equals("repository") || key.equals("dumppath");
    }

    private static boolean isNamedByTheJdk(String settings) {
        String name = settings.endsWith(".jfc") ? settings.substring(0, settings.length() - 4) : settings;
        return name.equals("default") || name.equals("profile") || name.equals("none");
    }
}

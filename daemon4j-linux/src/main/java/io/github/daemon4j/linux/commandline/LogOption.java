/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

/** {@code -Xlog:what:output:decorators:options}, where a colon in the output's name is protected by double quotes. */
final class LogOption {

    private static final String[] FILE_NAME_TOKENS = {"%p", "%t", "%hn"};

    private LogOption() {}

    static String absolute(String text, WorkingDirectory directory, Word where) {
        int what = "-Xlog:".length();
        int colon = unquotedColon(text, what);
        if (colon < 0) {
            return text;
        }
        int end = unquotedColon(text, colon + 1);
        if (end < 0) {
            end = text.length();
        }
        String output = text.substring(colon + 1, end);
        return text.substring(0, colon + 1) + absoluteOutput(output, directory, where) + text.substring(end);
    }

    static String absoluteOutput(String output, WorkingDirectory directory, Word where) {
        if (output.isEmpty() || output.equals("stdout") || output.equals("stderr")) {
            return output;
        }
        int quote = output.indexOf('"');
        int equals = output.indexOf('=');
        String name = equals >= 0 && (quote < 0 || equals < quote) ? output.substring(equals + 1) : output;
        if (quote >= 0) {
            boolean whole = name.startsWith("\"") && name.length() > 1 && name.indexOf('"', 1) == name.length() - 1;
            if (!whole) {
                return output; // the VM refuses a name that is quoted in part
            }
            name = name.substring(1, name.length() - 1);
        }
        String absolute = directory.file(name, "\"", where);
        if (absolute.equals(name)) {
            return output;
        }
        String before = absolute.substring(0, absolute.length() - name.length());
        for (String token : FILE_NAME_TOKENS) {
            if (before.indexOf(token) >= 0) {
                directory.requireNone("%", where);
            }
        }
        return "file=\"" + absolute + "\"";
    }

    private static int unquotedColon(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ':' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}

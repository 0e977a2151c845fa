/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.Terminal;
import io.github.daemon4j.ProcessRole;
import java.util.List;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/** How facts of a process look in a table for people. */
public final class Look {

    public static final AttributedStyle HEADER = AttributedStyle.BOLD;

    private Look() {}

    public static AttributedStyle of(ProcessRole role) {
        return switch (role) {
            case FOREGROUND -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case BACKGROUND -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
            case DAEMON -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case KERNEL_THREAD -> AttributedStyle.DEFAULT.faint();
            case UNKNOWN -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
        };
    }

    /** The role, and for daemons which kind: what a person wants to know first. */
    static String role(ProcessRole.Kind kind) {
        return switch (kind) {
            case FOREGROUND_JOB -> "foreground";
            case BACKGROUND_JOB -> "background";
            case STOPPED_JOB -> "stopped";
            case SESSION_LEADER -> "daemon, leader";
            case DOUBLE_FORKED -> "daemon, forked";
            case SESSION_MEMBER -> "daemon, member";
            case HUNG_UP_JOB -> "daemon, hung up";
            case WITHOUT_TERMINAL -> "daemon";
            case ZOMBIE -> "zombie";
            case KERNEL_THREAD -> "kernel thread";
            case UNKNOWN -> "unknown";
        };
    }

    /** The command line; the name in brackets where there is none, as {@code ps} writes it. */
    static String command(ProcessInfo process) {
        String text = String.join(" ", process.commandLine().orElse(List.of()));
        return printable(text.isBlank() ? '[' + process.command() + ']' : text);
    }

    public static String user(ProcessInfo process) {
        return printable(process.user().orElse(""));
    }

    public static String terminal(ProcessInfo process) {
        return process.terminal().map(Terminal::name).orElse("?");
    }

    static String number(long number) {
        return number < 0 ? "-" : Long.toString(number);
    }

    /** What would move the cursor, turn the writing around or not be seen at all becomes a question mark. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            clean.appendCodePoint(isPrintable(c) ? c : '?');
        }
        return clean.toString();
    }

    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** How many columns a terminal takes for the text. */
    public static int cells(String text) {
        int cells = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            cells += Math.max(0, WCWidth.wcwidth(text.codePointAt(i)));
        }
        return cells;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of an {@code @argfile}, split as the java launcher does.
 *
 * <p>The states are those of {@code nextToken} in the JDK's {@code libjli/args.c}, its oddities included: a line end closes
 * an open quote, {@code #} drops the unquoted text right before it (unless the file is read in two pieces there), an empty
 * quoted word at the very end is no word.
 */
final class ArgumentFileText {

    private enum State {
        FIND_NEXT,
        IN_COMMENT,
        IN_QUOTE,
        IN_ESCAPE,
        SKIP_LEAD_WHITE,
        IN_TOKEN
    }

    /** The launcher reads this many bytes at a time. */
    private static final int BUFFER = 4096;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder parts = new StringBuilder();
    private State state = State.FIND_NEXT;
    private boolean hasParts;
    private char quote;
    private int anchor;

    private ArgumentFileText() {}

    static List<String> words(String text) {
        ArgumentFileText parser = new ArgumentFileText();
        for (int i = 0; i < text.length(); i++) {
            parser.accept(text, i);
            if ((i + 1) % BUFFER == 0) {
                parser.endPiece(text, i + 1);
            }
        }
        parser.end(text);
        return parser.words;
    }

    private void accept(String text, int at) {
        char c = text.charAt(at);
        switch (state) {
            case FIND_NEXT, SKIP_LEAD_WHITE -> {
                if (!isWhite(c)) {
                    state = state == State.FIND_NEXT ? State.IN_TOKEN : State.IN_QUOTE;
                    anchor = at;
                    inWord(text, at, c);
                }
            }
            case IN_ESCAPE -> {
                if (c == '\n' || c == '\r') {
                    state = State.SKIP_LEAD_WHITE;
                } else {
                    addPart(String.valueOf(unescaped(c)));
                    state = State.IN_QUOTE;
                }
                anchor = at + 1;
            }
            case IN_COMMENT -> {
                if (c == '\n' || c == '\r') {
                    state = State.FIND_NEXT;
                    anchor = at + 1;
                }
            }
            case IN_QUOTE, IN_TOKEN -> inWord(text, at, c);
        }
    }

    private void inWord(String text, int at, char c) {
        boolean quoted = state == State.IN_QUOTE;
        switch (c) {
            case ' ', '\t', '\f' -> {
                if (!quoted) {
                    endWord(text, at);
                }
            }
            case '\n', '\r' -> endWord(text, at);
            case '#' -> {
                if (!quoted) {
                    state = State.IN_COMMENT;
                    anchor = at + 1;
                }
            }
            case '\\' -> {
                if (quoted) {
                    addPart(text.substring(anchor, at));
                    state = State.IN_ESCAPE;
                    anchor = at + 1;
                }
            }
            case '\'', '"' -> quote(text, at, c, quoted);
            default -> {}
        }
    }

    private void quote(String text, int at, char c, boolean quoted) {
        if (quoted && quote != c) {
            return;
        }
        if (anchor != at) {
            addPart(text.substring(anchor, at));
        }
        anchor = at + 1;
        if (quoted) {
            state = State.IN_TOKEN;
        } else {
            quote = c;
            state = State.IN_QUOTE;
        }
    }

    private void endWord(String text, int at) {
        addPart(text.substring(anchor, at));
        addWord();
        state = State.FIND_NEXT;
    }

    /** At the end of what was read, the beginning of a word is put aside. */
    private void endPiece(String text, int end) {
        if ((state == State.IN_TOKEN || state == State.IN_QUOTE) && anchor < end) {
            addPart(text.substring(anchor, end));
            anchor = end;
        }
    }

    private void end(String text) {
        endPiece(text, text.length());
        if ((state == State.IN_TOKEN || state == State.IN_QUOTE) && hasParts) {
            addWord();
        }
    }

    /** What C would see of it: the launcher's strings end at NUL. */
    private void addPart(String part) {
        int nul = part.indexOf('\0');
        parts.append(nul < 0 ? part : part.substring(0, nul));
        hasParts = true;
    }

    private void addWord() {
        words.add(parts.toString());
        parts.setLength(0);
        hasParts = false;
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            default -> c;
        };
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.StopSchedule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person has typed behind a program's name: a verb, its options, and the words of the server.
 *
 * @param verb one that there is
 * @param help what to print instead of doing it; null if nobody asks for help
 * @param timeout of {@code --timeout}; null without
 * @param force {@code --force}
 * @param json {@code --json}
 * @param lines of {@code --lines}
 * @param follow {@code --follow}
 * @param unit {@code --user}, {@code --name} and {@code --socket} of {@code unit}
 * @param words the words of the server
 * @param typed how many words were understood, the verb and its options among them
 */
record VerbLine(
        String verb,
        @Nullable String help,
        @Nullable Duration timeout,
        boolean force,
        boolean json,
        int lines,
        boolean follow,
        Unit unit,
        List<String> words,
        int typed) {

    static final int DEFAULT_LINES = 10;

    /**
     * Which unit of systemd is to be printed.
     *
     * @param user one for a user's own manager
     * @param name null for the program's
     * @param socket the one of its sockets
     * @param typed the verb and its options, as they were typed
     */
    record Unit(boolean user, @Nullable String name, boolean socket, List<String> typed) {}

    private static final String VERBS =
            "start, stop, restart, try-restart, upgrade, reload, force-reload, reopen, status, run, logs, report, unit";

    /** A verb without options. */
    static VerbLine plain(String verb, String... words) {
        return new VerbLine(
                verb,
                null,
                null,
                false,
                false,
                DEFAULT_LINES,
                false,
                new Unit(false, null, false, List.of(verb)),
                List.of(words),
                1);
    }

    /** Parses; null as {@link #help()} if something is to be done. */
    static VerbLine parse(String... words) {
        String verb = words.length == 0 ? "" : words[0];
        if (isHelp(verb) || verb.equals("help")) {
            return new VerbLine(
                    verb,
                    VerbHelp.ALL,
                    null,
                    false,
                    false,
                    0,
                    false,
                    new Unit(false, null, false, List.of()),
                    List.of(),
                    words.length);
        }
        return switch (verb) {
            case "start",
                    "run",
                    "restart",
                    "try-restart",
                    "upgrade",
                    "reload",
                    "force-reload",
                    "reopen",
                    "stop",
                    "status",
                    "logs",
                    "report",
                    "unit" -> new Parser(verb, words).parse();
            case "" -> throw new UsageException("a verb is needed: " + VERBS, DaemonCommand.EXIT_USAGE);
            default ->
                throw new UsageException(
                        "there is no verb '" + verb + "'; the verbs are " + VERBS, DaemonCommand.EXIT_USAGE);
        };
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    /** One line, left to right. */
    private static final class Parser {

        private final String verb;
        private final String[] words;
        private int at = 1;
        private @Nullable Duration timeout;
        private boolean force;
        private boolean json;
        private int lines = DEFAULT_LINES;
        private boolean follow;
        private boolean user;
        private @Nullable String name;
        private boolean socket;

        Parser(String verb, String[] words) {
            this.verb = verb;
            this.words = words;
        }

        VerbLine parse() {
            boolean options = true;
            String help = null;
            int typed = 1;
            while (options && help == null && at < words.length) {
                if (isHelp(words[at])) {
                    help = VerbHelp.of(verb);
                } else if (words[at].equals("--")) {
                    options = false;
                    at++;
                } else {
                    options = option(words[at]);
                    at += options ? 1 : 0;
                    typed = at;
                }
            }
            boolean takesWords = verb.equals("start") || verb.equals("run") || isReplacing() || verb.equals("unit");
            if (help == null && !takesWords && at < words.length) {
                throw wrong("'" + words[at] + "' is no option of " + verb);
            }
            List<String> own = List.of(words).subList(Math.min(at, words.length), words.length);
            Unit unit = new Unit(user, name, socket, List.of(words).subList(0, typed));
            return new VerbLine(verb, help, timeout, force, json, lines, follow, unit, own, words.length);
        }

        /** Takes an option, if it is one of this verb's. */
        private boolean option(String word) {
            return switch (verb) {
                case "start", "run" -> false;
                case "status", "report" -> {
                    json |= word.equals("--json");
                    yield word.equals("--json");
                }
                case "logs" -> logOption(word);
                case "unit" -> unitOption(word);
                default -> timeOption(word);
            };
        }

        /** Whether the words behind its options are those of the next server. */
        private boolean isReplacing() {
            return verb.equals("restart") || verb.equals("upgrade");
        }

        private boolean timeOption(String word) {
            String value = value(word, "--timeout", "-t");
            if (value != null) {
                timeout = StopSchedule.seconds(value);
                if (timeout == null) {
                    throw wrong("--timeout takes seconds, such as 60 or 0.5, not '" + value + "'");
                }
            }
            boolean restarts = isReplacing() || verb.equals("try-restart") || verb.equals("force-reload");
            if (value == null && restarts && word.equals("--force")) {
                force = true;
                return true;
            }
            return value != null;
        }

        private boolean unitOption(String word) {
            if (word.equals("--user") || word.equals("--socket")) {
                user |= word.equals("--user");
                socket |= word.equals("--socket");
                return true;
            }
            String value = value(word, "--name", "--name");
            name = value == null ? name : value;
            return value != null;
        }

        private boolean logOption(String word) {
            if (word.equals("-f") || word.equals("--follow")) {
                follow = true;
                return true;
            }
            String value = value(word, "--lines", "-n");
            if (value == null) {
                return false;
            }
            try {
                lines = Integer.parseInt(value);
            } catch (NumberFormatException none) {
                lines = -1;
            }
            if (lines < 0) {
                throw wrong("--lines takes a number of lines, not '" + value + "'");
            }
            return true;
        }

        /** The value of {@code --long=value}, {@code --long value} or {@code -s value}; null if it is another word. */
        private @Nullable String value(String word, String longName, String shortName) {
            if (word.startsWith(longName + "=")) {
                return word.substring(longName.length() + 1);
            }
            if (!word.equals(longName) && !(word.equals(shortName) && !isReplacing())) {
                return null;
            }
            if (at + 1 == words.length) {
                throw wrong(word + " takes a value");
            }
            at++;
            return words[at];
        }

        private UsageException wrong(String problem) {
            int exitStatus = verb.equals("status") || verb.equals("report")
                    ? DaemonStatus.UNKNOWN.exitCode()
                    : DaemonCommand.EXIT_USAGE;
            return new UsageException(problem + "; see " + verb + " --help", exitStatus);
        }
    }

    /** What was typed makes no sense. */
    static final class UsageException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int exitStatus;

        UsageException(String message, int exitStatus) {
            super(message);
            this.exitStatus = exitStatus;
        }

        int exitStatus() {
            return exitStatus;
        }
    }
}

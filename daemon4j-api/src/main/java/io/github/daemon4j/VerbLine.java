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
        List<String> words,
        int typed) {

    static final int DEFAULT_LINES = 10;

    private static final String VERBS =
            "start, stop, restart, try-restart, reload, force-reload, reopen, status, run, logs";

    private static final String HELP = """
            Usage: NAME VERB [OPTION...] [WORD...]

              start [WORD...]                       start it as a daemon; words are the server's own
              stop [--timeout SECONDS]              stop it; kill it when the seconds have passed
              restart [--timeout SECONDS] [WORD...] stop and start it; without words with those it has
              try-restart                           restart it if it runs
              reload [--timeout SECONDS]            have it read its configuration again
              force-reload                          reload it, or restart it where it cannot reload
              reopen [--timeout SECONDS]            have it open its log again, as after a rotation
              status [--json]                       say whether it runs
              run [WORD...]                         run it in the foreground
              logs [-n LINES] [-f]                  show the end of its log, and follow it with -f

            VERB --help says more of one. A -- ends the options of a verb: start -- --help.
            """;

    /** A verb without options. */
    static VerbLine plain(String verb, String... words) {
        return new VerbLine(verb, null, null, false, false, DEFAULT_LINES, false, List.of(words), 1);
    }

    /** Parses; null as {@link #help()} if something is to be done. */
    static VerbLine parse(String... words) {
        String verb = words.length == 0 ? "" : words[0];
        if (isHelp(verb) || verb.equals("help")) {
            return new VerbLine(verb, HELP, null, false, false, 0, false, List.of(), words.length);
        }
        return switch (verb) {
            case "start",
                    "run",
                    "restart",
                    "try-restart",
                    "reload",
                    "force-reload",
                    "reopen",
                    "stop",
                    "status",
                    "logs" -> new Parser(verb, words).parse();
            case "" -> throw new UsageException("a verb is needed: " + VERBS, DaemonCommand.EXIT_USAGE);
            default ->
                throw new UsageException(
                        "there is no verb '" + verb + "'; the verbs are " + VERBS, DaemonCommand.EXIT_USAGE);
        };
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    private static String helpOf(String verb) {
        return "Usage: NAME "
                + switch (verb) {
                    case "start" -> """
                        start [WORD...]

                        Starts it as a daemon, and returns when it serves. The words are the server's own.
                        0: it serves, or ran already. Otherwise its own exit status, 124 if it was not ready in time.
                        """;
                    case "run" -> """
                        run [WORD...]

                        Runs it in the foreground, until it is stopped. The words are the server's own.
                        """;
                    case "restart" -> """
                        restart [--timeout SECONDS] [--force] [WORD...]

                        Stops it, if it could be started again, and starts it. Without words it gets those it has.
                        One that systemd runs is left to systemctl, unless --force is given.
                        """;
                    case "stop" -> """
                        stop [--timeout SECONDS]

                        Stops it, and kills it when the seconds have passed: those of this option, or those it was
                        started with.
                        0: stopped, or did not run. 150: it had to be killed. 4: it is another user's.
                        """;
                    case "try-restart" -> """
                        try-restart [--timeout SECONDS]

                        Restarts it with the words it has, if it runs. 0 also if it does not.
                        """;
                    case "reload" -> """
                        reload [--timeout SECONDS]

                        Has it read its configuration again, and waits for its answer, 30 seconds unless told otherwise.
                        0: done. 1: it could not, or does not answer. 3: it has nothing to read. 7: it does not run.
                        """;
                    case "force-reload" -> """
                        force-reload [--timeout SECONDS]

                        Reloads it, or restarts it where it has nothing to read.
                        """;
                    case "reopen" -> """
                        reopen [--timeout SECONDS]

                        Has it open its log again, as after a rotation, and waits for its answer.
                        0: done. 1: it could not, or does not answer. 7: it does not run.
                        """;
                    case "status" -> """
                        status [--json]

                        Says whether it runs.
                        0: it runs. 1: dead, and its pid file is left. 3: it does not run. 4: not known.
                        """;
                    default -> """
                        logs [-n LINES, --lines LINES] [-f, --follow]

                        Shows the last lines of its log, 10 unless told otherwise; -f goes on, also through rotations.
                        """;
                };
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

        Parser(String verb, String[] words) {
            this.verb = verb;
            this.words = words;
        }

        VerbLine parse() {
            boolean options = true;
            String help = null;
            while (options && help == null && at < words.length) {
                if (isHelp(words[at])) {
                    help = helpOf(verb);
                } else if (words[at].equals("--")) {
                    options = false;
                    at++;
                } else {
                    options = option(words[at]);
                    at += options ? 1 : 0;
                }
            }
            boolean takesWords = verb.equals("start") || verb.equals("run") || verb.equals("restart");
            if (help == null && !takesWords && at < words.length) {
                throw wrong("'" + words[at] + "' is no option of " + verb);
            }
            List<String> own = List.of(words).subList(Math.min(at, words.length), words.length);
            return new VerbLine(verb, help, timeout, force, json, lines, follow, own, words.length);
        }

        /** Takes an option, if it is one of this verb's. */
        private boolean option(String word) {
            if (!verb.equals("start") && !verb.equals("run") && !verb.equals("status") && !verb.equals("logs")) {
                String value = value(word, "--timeout", "-t");
                if (value != null) {
                    timeout = StopSchedule.seconds(value);
                    if (timeout == null) {
                        throw wrong("--timeout takes seconds, such as 60 or 0.5, not '" + value + "'");
                    }
                }
                boolean restarts = verb.equals("restart") || verb.equals("try-restart") || verb.equals("force-reload");
                if (value == null && restarts && word.equals("--force")) {
                    force = true;
                    return true;
                }
                return value != null;
            }
            if (verb.equals("status") && word.equals("--json")) {
                json = true;
                return true;
            }
            return verb.equals("logs") && logOption(word);
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
            if (!word.equals(longName) && !(word.equals(shortName) && !verb.equals("restart"))) {
                return null;
            }
            if (at + 1 == words.length) {
                throw wrong(word + " takes a value");
            }
            at++;
            return words[at];
        }

        private UsageException wrong(String problem) {
            int exitStatus = verb.equals("status") ? DaemonStatus.UNKNOWN.exitCode() : DaemonCommand.EXIT_USAGE;
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

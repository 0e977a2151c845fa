/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** What {@code --help} prints; NAME is the program's. */
final class VerbHelp {

    private VerbHelp() {}

    static final String ALL = """
            Usage: NAME VERB [OPTION...] [WORD...]

              start [WORD...]                       start it as a daemon; words are the server's own
              stop [--timeout SECONDS]              stop it; kill it when the seconds have passed
              restart [--timeout SECONDS] [WORD...] stop and start it; without words with those it has
              try-restart                           restart it if it runs
              upgrade [--timeout SECONDS] [WORD...] bring up a new one beside it, which takes its place when ready
              reload [--timeout SECONDS]            have it read its configuration again
              force-reload                          reload it, or restart it where it cannot reload
              reopen [--timeout SECONDS]            have it open its log again, as after a rotation
              status [--json]                       say whether it runs
              run [WORD...]                         run it in the foreground
              logs [-n LINES] [-f]                  show the end of its log, and follow it with -f
              report [--json]                       say what of daemon(7) holds in the one that runs
              unit [OPTION...] [WORD...]            print a unit of systemd that runs it with these words

            VERB --help says more of one. A -- ends the options of a verb: start -- --help.
            """;

    static String of(String verb) {
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
                    case "upgrade" -> """
                        upgrade [--timeout SECONDS] [--force] [WORD...]

                        Starts it once more beside the one that runs, on the same sockets. When the new one is ready, it
                        is the daemon, and the old one is stopped, in these seconds at most. If it does not become ready,
                        the old one serves on. Without words it gets those the old one has.
                        0: upgraded. 7: it does not run. Otherwise as for start; the old one serves on.
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
                    case "report" -> """
                        report [--json]

                        Says what the fifteen steps of daemon(7) hold in the daemon that runs, and what was seen.
                        0: all hold. 1: one does not. 3: it does not run. 4: not known.
                        """;
                    case "unit" -> """
                        unit [--user] [--name UNIT] [--socket] [WORD...]

                        Prints a unit of systemd that runs it as this command line says, with start for unit:
                        NAME unit > /etc/systemd/system/NAME.service. With --user one for a user's own manager:
                        > ~/.config/systemd/user/NAME.service. The name is the program's, unless given.
                        With --socket the other unit, NAME.socket, by which systemd opens what it listens on.
                        """;
                    default -> """
                        logs [-n LINES, --lines LINES] [-f, --follow]

                        Shows the last lines of its log, 10 unless told otherwise; -f goes on, also through rotations.
                        """;
                };
    }
}

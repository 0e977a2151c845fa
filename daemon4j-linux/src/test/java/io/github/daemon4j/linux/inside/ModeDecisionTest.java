/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.inside.Surroundings.Other;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a place in which somebody starts a server: process 4711, whose session is 4711 and whose parent is 4000. */
class ModeDecisionTest {

    /** Reads {@code NAME=value}s, separated by blanks, and words that are set or not. */
    private static Surroundings seen(String row) {
        Map<String, String> facts = new HashMap<>();
        for (String word : row.trim().split(" +", -1)) {
            int equals = word.indexOf('=');
            facts.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "yes" : word.substring(equals + 1));
        }
        Surroundings seen = new Surroundings(
                facts.getOrDefault("DAEMON4J_MODE", ""),
                facts.getOrDefault("NOTIFY_SOCKET", ""),
                facts.getOrDefault("SYSTEMD_EXEC_PID", ""),
                facts.getOrDefault("PIDFILE", ""),
                Long.parseLong(facts.getOrDefault("pid", "4711")),
                Long.parseLong(facts.getOrDefault("parent", "4000")),
                Long.parseLong(facts.getOrDefault("session", "4711")),
                facts.containsKey("terminal"),
                other(facts.get("manager")),
                other(facts.get("init")),
                facts.containsKey("below"),
                facts.containsKey("pod"),
                facts.containsKey("network"),
                facts.get("developer"));
        List<String> known = List.of(
                "",
                "DAEMON4J_MODE",
                "NOTIFY_SOCKET",
                "SYSTEMD_EXEC_PID",
                "PIDFILE",
                "pid",
                "parent",
                "session",
                "terminal",
                "manager",
                "init",
                "below",
                "pod",
                "network",
                "developer");
        assertThat(known).as("facts that a row may name").containsAll(facts.keySet());
        return seen;
    }

    /** {@code session/command/program}, the last may be missing. */
    private static @Nullable Other other(@Nullable String text) {
        if (text == null) {
            return null;
        }
        List<String> parts = Arrays.asList(text.split("/", -1));
        return new Other(Long.parseLong(parts.get(0)), parts.get(1), parts.size() > 2 ? parts.get(2) : "");
    }

    private static ModeDecision decide(String row) {
        return ModeDecision.of(Optional.empty(), seen(row));
    }

    /** The mode; whether something is said on standard error; whether the socket is told; what is said of it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', emptyValue = "", textBlock = """
            from a terminal                  | terminal                                                        | DETACHED   | silent | untold | terminal or a script
            from cron or a script            | ""                                                              | DETACHED   | silent | untold | terminal or a script
            parent is init, by itself nothing| parent=1 init=1/systemd/systemd below                           | DETACHED   | silent | untold | terminal or a script
            the variable                     | DAEMON4J_MODE=foreground                                        | FOREGROUND | says   | untold | DAEMON4J_MODE=foreground
            the variable on a terminal       | DAEMON4J_MODE=FOREGROUND terminal                               | FOREGROUND | says   | untold | DAEMON4J_MODE=FOREGROUND
            the variable wants a daemon      | DAEMON4J_MODE=detached NOTIFY_SOCKET=/n                         | DETACHED   | silent | untold | DAEMON4J_MODE=detached
            the variable, in a container     | DAEMON4J_MODE=detached pid=1                                    | DETACHED   | silent | untold | DAEMON4J_MODE=detached
            the variable, in a service       | DAEMON4J_MODE=foreground NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4711 | FOREGROUND | says   | told   | DAEMON4J_MODE
            the variable, socket inherited   | DAEMON4J_MODE=foreground NOTIFY_SOCKET=/n terminal              | FOREGROUND | says   | untold | DAEMON4J_MODE
            the variable vouches for it      | DAEMON4J_MODE=systemd NOTIFY_SOCKET=/n terminal                 | SYSTEMD    | silent | told   | DAEMON4J_MODE=systemd
            the variable without a socket    | DAEMON4J_MODE=systemd                                           | SYSTEMD    | says   | untold | DAEMON4J_MODE=systemd
            the variable, inetd              | DAEMON4J_MODE=inetd                                             | INETD      | silent | untold | DAEMON4J_MODE=inetd
            Type=notify                      | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4711 parent=1                 | SYSTEMD    | silent | told   | SYSTEMD_EXEC_PID=4711
            Type=notify with PIDFile=        | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4711 PIDFILE=/p               | SYSTEMD    | silent | told   | NOTIFY_SOCKET=/n
            Type=simple                      | SYSTEMD_EXEC_PID=4711 parent=1                                  | SYSTEMD    | says   | untold | PIDFile=
            Type=forking                     | SYSTEMD_EXEC_PID=4711 PIDFILE=/run/x.pid                        | DETACHED   | silent | untold | Type=forking, with PIDFILE=/run/x.pid
            systemd-run --pty                | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4711 terminal                 | SYSTEMD    | silent | told   | SYSTEMD_EXEC_PID=4711
            a service run by a user manager  | NOTIFY_SOCKET=@n SYSTEMD_EXEC_PID=4711 parent=900               | SYSTEMD    | silent | told   | NOTIFY_SOCKET=@n
            systemd before 248               | NOTIFY_SOCKET=/n parent=1                                       | SYSTEMD    | silent | told   | listens at NOTIFY_SOCKET=/n
            podman --sdnotify                | NOTIFY_SOCKET=/n pid=1                                   | SYSTEMD    | silent | told   | listens at NOTIFY_SOCKET=/n
            podman -t --sdnotify             | NOTIFY_SOCKET=/n pid=1 terminal                          | CONTAINER  | says   | untold | not believed
            a terminal below emacs.service   | NOTIFY_SOCKET=/n terminal                                       | DETACHED   | silent | untold | controlling terminal
            the same, systemd since 248      | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=900 manager=900/emacs terminal| DETACHED   | silent | untold | NOTIFY_SOCKET=/n was inherited and is not believed
            a job of Jenkins                 | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=900 manager=900/java session=900 | DETACHED | silent | untold | for process 900 (java)
            a job, its parent the service    | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4000 manager=4000/java session=4000 | DETACHED | silent | untold | for process 4000 (java)
            a script as the service          | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4000 manager=4000/sh session=4000 | SYSTEMD | says  | told   | NotifyAccess=all
            a bash script as the service     | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4000 manager=4000/bash session=4000 | SYSTEMD | says | told  | shell bash (pid 4000)
            a script on a terminal           | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4000 manager=4000/sh session=4000 terminal | DETACHED | silent | untold | not believed
            a shell in another session       | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4000 manager=3000/sh session=4711 | DETACHED | silent | untold | not believed
            a shell that is no parent        | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=900 manager=900/sh session=900 | DETACHED  | silent | untold | not believed
            a script that has ended          | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=900 session=900 parent=1      | SYSTEMD    | says   | told   | which has ended
            a service that has ended         | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=900 parent=1                  | DETACHED   | silent | untold | has ended
            a pid that is none               | NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=x                             | DETACHED   | silent | untold | not believed
            a shell inside a service         | SYSTEMD_EXEC_PID=900 manager=900/sshd                           | DETACHED   | silent | untold | terminal or a script
            PIDFILE of somebody else         | SYSTEMD_EXEC_PID=900 manager=900/x PIDFILE=/p                   | DETACHED   | silent | untold | terminal or a script
            process 1                        | pid=1 parent=0                                           | CONTAINER  | says   | untold | process 1
            process 1 without a       | pid=1 parent=0                                                  | CONTAINER  | says   | untold | process 1
            process 1 with a terminal        | pid=1 parent=0 terminal                                  | CONTAINER  | says   | untold | process 1
            docker --init                    | parent=1 init=1/docker-init below                        | CONTAINER  | says   | untold | process 1 is docker-init
            tini without a            | parent=1 init=1/tini below                                      | CONTAINER  | says   | untold | DAEMON4J_MODE=detached
            dumb-init                        | parent=1 init=1/dumb-init below                          | CONTAINER  | says   | untold | dumb-init
            catatonit                        | parent=1 init=1/catatonit below                          | CONTAINER  | says   | untold | catatonit
            podman --init                    | parent=1 init=1/init/podman-init below                   | CONTAINER  | says   | untold | process 1 is init
            tini, then a script              | parent=7 init=1/tini below                               | CONTAINER  | says   | untold | tini
            docker exec beside tini          | parent=0 init=1/tini                                     | DETACHED   | silent | untold | terminal or a script
            docker exec, a shell, a server   | parent=50 init=1/tini terminal                           | DETACHED   | silent | untold | terminal or a script
            a container of a pod             | parent=0 init=1/pause pod                                | CONTAINER  | says   | untold | process 1 is pause of another container
            a pod of podman, on a terminal   | parent=0 init=1/catatonit pod terminal                   | CONTAINER  | says   | untold | DAEMON4J_MODE=detached
            nsenter from outside             | parent=0 init=1/java pod                                 | DETACHED   | silent | untold | terminal or a script
            a script in a container of a pod | parent=40 init=1/pause                                   | DETACHED   | silent | untold | terminal or a script
            an init of a system container    | parent=1 init=1/systemd below                            | DETACHED   | silent | untold | terminal or a script
            a shell as process 1             | parent=1 init=1/sh below                                 | DETACHED   | warns  | untold | terminal or a script
            a shell as process 1, no  | parent=1 init=1/bash below                                      | DETACHED   | warns  | untold | terminal or a script
            a shell as process 1, below su   | parent=30 init=1/dash below                              | DETACHED   | warns  | untold | terminal or a script
            a socket inherited in there      | parent=1 init=1/tini below NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=9 manager=9/x | CONTAINER | says | untold | not believed
            inetd                            | network                                                         | INETD      | silent | untold | network socket
            inetd in a container             | network parent=1 init=1/tini below                       | CONTAINER  | says   | untold | tini
            inetd of systemd, Accept=yes     | network SYSTEMD_EXEC_PID=4711                                   | SYSTEMD    | says   | untold | SYSTEMD_EXEC_PID
            inetd, and a run of an IDE       | network developer=idea                                          | INETD      | silent | untold | network socket
            a run of an IDE                  | developer=idea                                                  | FOREGROUND | says   | untold | idea
            a run of an IDE, on a terminal   | developer=idea terminal                                         | FOREGROUND | says   | untold | idea
            a run of an IDE and the variable | developer=idea DAEMON4J_MODE=detached                           | DETACHED   | silent | untold | DAEMON4J_MODE
            a run of an IDE of a service     | developer=idea NOTIFY_SOCKET=/n SYSTEMD_EXEC_PID=4711           | SYSTEMD    | silent | told   | NOTIFY_SOCKET
            """)
    void where_it_is_started_decides(
            String place, String row, LaunchMode mode, String said, String socket, String why) {
        ModeDecision decision = decide(row);

        assertThat(decision.mode()).isEqualTo(mode);
        assertThat(decision.why()).contains(why);
        assertThat(decision.isExpected()).as("nothing has to be said").isEqualTo(!said.equals("says"));
        assertThat(decision.warning() != null).as("a warning").isEqualTo(said.equals("warns"));
        assertThat(decision.notifySocket() != null).as("tells the manager").isEqualTo(socket.equals("told"));
    }

    @Test
    void the_program_overrides_everything() {
        for (LaunchMode mode : LaunchMode.values()) {
            for (String row : List.of("DAEMON4J_MODE=inetd", "pid=1", "NOTIFY_SOCKET=/n", "network", "developer=x")) {
                ModeDecision decision = ModeDecision.of(Optional.of(mode), seen(row));

                assertThat(decision.mode()).isEqualTo(mode);
                assertThat(decision.why()).contains("DaemonOptions.mode");
            }
        }
    }

    @Test
    void what_stays_because_the_program_asked_for_it_says_so() {
        assertThat(ModeDecision.of(Optional.of(LaunchMode.FOREGROUND), seen("")).isExpected())
                .isFalse();
    }

    @Test
    void the_warning_says_what_will_happen() {
        assertThat(decide("parent=1 init=1/sh below").warning())
                .isEqualTo(
                        "process 1 of this container is a shell (sh): when it ends, the container and the daemon end");
    }

    @Test
    void a_variable_that_names_no_mode_is_an_error_that_lists_them() {
        assertThatThrownBy(() -> decide("DAEMON4J_MODE=yes"))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("DAEMON4J_MODE=yes")
                .hasMessageContaining("FOREGROUND");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

/** The contract tells apart what the daemonizers of a Debian system leave undone. */
class ContractOnOtherDaemonizersIT {

    /** Starts server.pl by a command, and expects what our own daemons promise. */
    abstract static class Daemonizer extends DetachmentContract {

        abstract String start(Path directory, String server);

        @Override
        protected final String startCommand(Path directory) {
            return start(directory, ContractRun.script("server.pl") + " " + directory);
        }

        @Override
        protected Optional<String> failingStartCommand(Path directory) {
            return Optional.of(start(directory, ContractRun.script("server.pl") + " " + directory + " fail"));
        }

        @Override
        protected boolean isServer(ProcessInfo process) {
            List<String> words = process.commandLine().orElse(List.of());
            return words.size() > 1
                    && words.get(0).equals("/usr/bin/perl")
                    && words.get(1).endsWith("server.pl");
        }

        @Override
        protected Optional<Path> readyFile(Path directory) {
            return Optional.of(directory.resolve("ready"));
        }
    }

    /** Without its pid file: its daemon writes it while the launcher returns, so that rule 12 is now kept, now broken. */
    static final class Daemonize extends Daemonizer {
        @Override
        String start(Path directory, String server) {
            return "daemonize /usr/bin/perl " + server;
        }
    }

    static final class StartStopDaemon extends Daemonizer {
        @Override
        String start(Path directory, String server) {
            return "/sbin/start-stop-daemon --start --background --make-pidfile --pidfile " + directory.resolve("pid")
                    + " --startas /usr/bin/perl -- " + server;
        }

        @Override
        protected Optional<Path> pidFile(Path directory) {
            return Optional.of(directory.resolve("pid"));
        }
    }

    static final class SetsidFork extends Daemonizer {
        @Override
        String start(Path directory, String server) {
            return "setsid --fork /usr/bin/perl " + server;
        }
    }

    static final class Nohup extends Daemonizer {
        @Override
        String start(Path directory, String server) {
            return "nohup /usr/bin/perl " + server + " </dev/null >/dev/null 2>&1 &";
        }
    }

    static final class PythonDaemon extends Daemonizer {
        @Override
        String start(Path directory, String server) {
            String arguments = "['/usr/bin/perl', '" + server.replace(" ", "', '") + "']";
            return "/usr/bin/python3 -c \"import daemon, os; daemon.DaemonContext().open();"
                    + " os.execv('/usr/bin/perl', " + arguments + ")\"";
        }
    }

    @Test
    void daemonize_forks_once_and_resets_nothing() {
        assumeInstalled("/usr/bin/daemonize", "daemonize");

        assertBroken(Daemonize.class, 1, 2, 3, 7, 10, 14, 15);
    }

    @Test
    void start_stop_daemon_forks_twice_and_keeps_umask_and_signals() {
        assumeInstalled("/sbin/start-stop-daemon", "dpkg");

        assertBroken(StartStopDaemon.class, 2, 3, 10, 14, 15);
    }

    @Test
    void setsid_only_leaves_the_session() {
        assumeInstalled("/usr/bin/setsid", "util-linux");

        assertBroken(SetsidFork.class, 1, 2, 3, 7, 9, 10, 11, 14, 15);
    }

    @Test
    void nohup_does_not_detach() {
        assumeInstalled("/usr/bin/nohup", "coreutils");

        assertBroken(Nohup.class, 1, 2, 3, 6, 8, 10, 11, 14, 15);
    }

    @Test
    void python_daemon_closes_standard_input_and_sets_umask_0() {
        assumeInstalled("/usr/lib/python3/dist-packages/daemon/daemon.py", "python3-daemon");

        assertBroken(PythonDaemon.class, 2, 3, 9, 10, 14, 15);
    }

    private static void assertBroken(Class<? extends Daemonizer> daemonizer, Integer... rules) {
        Events tests = ContractRun.run(daemonizer);
        assertThat(ContractRun.brokenRules(tests))
                .as(() -> ContractRun.explain(tests))
                .containsExactly(rules);
    }

    private static void assumeInstalled(String file, String debianPackage) {
        for (String needed : new String[] {file, "/usr/bin/perl"}) {
            assumeThat(Files.exists(Path.of(needed)))
                    .as("needs %s (Debian packages %s and perl-base)", needed, debianPackage)
                    .isTrue();
        }
    }
}

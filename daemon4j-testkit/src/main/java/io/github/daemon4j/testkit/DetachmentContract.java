/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;

import io.github.daemon4j.Credentials;
import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of daemon(7) as tests, numbered as its steps, for whatever turns a program into a daemon; from 16 on, what they take
 * for granted. Extend it and say how
 * your server is started:
 *
 * <pre>{@code
 * class MyServerDetachmentIT extends DetachmentContract {
 *     @Override
 *     protected String startCommand(Path directory) {
 *         return "java -jar " + Path.of("target/server.jar").toAbsolutePath() + " start";
 *     }
 *
 *     @Override
 *     protected boolean isServer(ProcessInfo process) {
 *         return process.commandLine().contains("start");
 *     }
 * }
 * }</pre>
 *
 * <p>Each test starts the server from an interactive bash on a terminal of its own, with just the one thing around it that
 * its rule is about: an open descriptor, an ignored signal, a strange umask. A server that breaks one rule fails one test. A
 * rule that cannot be seen from outside, or that a subclass gives no way to see, is reported as aborted with the reason.
 */
@DaemonTest
public abstract class DetachmentContract {

    private static final int STRANGE_UMASK = 073;

    private static final Duration UNTIL_REAPED = Duration.ofSeconds(5);

    /** By which systemd speaks to the one process it has started: sd_notify(3), sd_listen_fds(3), systemd.exec(5). */
    private static final List<String> MANAGER_VARIABLES = List.of(
            "NOTIFY_SOCKET",
            "WATCHDOG_PID",
            "WATCHDOG_USEC",
            "LISTEN_PID",
            "LISTEN_FDS",
            "LISTEN_FDNAMES",
            "SYSTEMD_EXEC_PID",
            "INVOCATION_ID",
            "JOURNAL_STREAM",
            "MAINPID",
            "PIDFILE");

    /**
     * What will do for each of them: a number that is no process's (it is above the highest pid), a path where nobody listens.
     * A server may have the variables with values of its own, of sockets that its launcher has opened for it.
     */
    private static final String FOR_NOBODY = "4194305";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test.
    Path directory;

    @SuppressWarnings("NullAway.Init") // JUnit calls shareScope before each test.
    private ProcessScope scope;

    /** For subclasses. */
    protected DetachmentContract() {}

    @BeforeEach
    final void shareScope(ProcessScope ofTheTest) {
        scope = ofTheTest;
    }

    /**
     * Says how the server is started as a daemon.
     *
     * @param directory a fresh directory for its files, removed after the test; the command starts in it
     * @return a command for bash that returns when the daemon has been started
     */
    protected abstract String startCommand(Path directory);

    /**
     * Makes a command of a main class of the project, to be used in {@link #startCommand}: the Java and the paths of the test.
     *
     * @param mainClass the class whose main method runs
     * @param arguments its arguments
     * @return a command for bash
     */
    protected final String jvmCommand(Class<?> mainClass, String... arguments) {
        return scope.jvm(mainClass).arguments(arguments).command().stream()
                .map(DetachmentContract::quote)
                .collect(Collectors.joining(" "));
    }

    private static String quote(Object word) {
        return "'" + word.toString().replace("'", "'\\''") + "'";
    }

    /**
     * Recognises the server among the processes the command started and that are left when it has returned. A first child
     * that is about to end must not look like it: let the command wait for that one, or look at more than the name.
     *
     * @param process one of them
     * @return whether it is the server
     */
    protected abstract boolean isServer(ProcessInfo process);

    /**
     * Says which umask the server is to have.
     *
     * @return {@code 027} unless overridden
     */
    protected int umask() {
        return 027;
    }

    /**
     * Says where the server is to work.
     *
     * @param directory the directory given to {@link #startCommand}
     * @return {@code /} unless overridden
     */
    protected Path workingDirectory(Path directory) {
        return Path.of("/");
    }

    /**
     * Says where the pid file is that {@link #startCommand} makes.
     *
     * @param directory the directory given to {@link #startCommand}
     * @return the pid file; empty unless overridden, which leaves rule 12 untested
     */
    protected Optional<Path> pidFile(Path directory) {
        return Optional.empty();
    }

    /**
     * Says which file the server makes when it is ready to serve.
     *
     * @param directory the directory given to {@link #startCommand}
     * @return the file; empty unless overridden, which leaves rule 14 untested
     */
    protected Optional<Path> readyFile(Path directory) {
        return Optional.empty();
    }

    /**
     * Says as whom the server works when root has started it.
     *
     * @return the user's name; empty unless overridden, which leaves rule 13 untested, as does a test that is not run by root
     */
    protected Optional<String> user() {
        return Optional.empty();
    }

    /**
     * Says which capabilities the server is to have as that {@link #user()}.
     *
     * @return their names, such as {@code CAP_NET_BIND_SERVICE}; none unless overridden
     */
    protected Set<String> capabilities() {
        return Set.of();
    }

    /**
     * Says whether {@code /proc} shows the server's environment as it is: it shows the one that a program was executed with. A
     * server that forks, executes nothing and takes variables out of its own environment says {@code false}.
     *
     * @return {@code true} unless overridden; {@code false} leaves rule 4 untested
     */
    protected boolean showsItsEnvironment() {
        return true;
    }

    /**
     * Says how the server is started such that it fails before it is ready.
     *
     * @param directory a fresh directory
     * @return a command for bash; empty unless overridden, which leaves rule 15 untested
     */
    protected Optional<String> failingStartCommand(Path directory) {
        return Optional.empty();
    }

    @Test
    void rule_01_descriptors_of_the_launcher_are_closed(ProcessScope scope) throws IOException {
        // As the kernel names it: a temporary directory may be a link.
        Path leak = Files.createFile(directory.resolve("leak")).toRealPath();
        ObservedProcess server =
                launch(scope, "exec 7<" + quote(leak) + " 19<" + quote(leak)).server();

        assertThat(server).as("bash had 7 and 19 open").doesNotHold(leak);
    }

    @Test
    void rule_02_signals_ignored_by_the_launcher_are_not_ignored(ProcessScope scope) {
        String start = "( trap '' HUP INT QUIT TERM\n" + startCommand(directory) + "\n)";

        assertThat(launch(scope, "", start).server()).ignoresNoSignal();
    }

    @Test
    void rule_03_signals_blocked_by_the_launcher_are_not_blocked(ProcessScope scope) {
        String start = "env --block-signal=HUP,TERM,USR1 bash start.sh";

        assertThat(launch(scope, "", start).server()).blocksNoSignal();
    }

    @Test
    void rule_04_what_a_service_manager_said_to_the_launcher_does_not_reach_the_server(ProcessScope scope) {
        Assumptions.assumeTrue(
                showsItsEnvironment(),
                "daemon(7) step 4: what the server has taken out of its environment does not show");
        StringBuilder before = new StringBuilder();
        for (String name : MANAGER_VARIABLES) {
            before.append("export ").append(name).append('=').append(FOR_NOBODY).append('\n');
        }
        ObservedProcess server = launch(scope, before.toString()).server();
        Assumptions.assumeTrue(
                ProcFs.hasEnvironment(server.pid()),
                "daemon(7) step 4: /proc/" + server.pid() + "/environ is empty or not readable");

        assertThat(MANAGER_VARIABLES)
                .as(
                        "daemon(7) step 4: what of the launcher's environment was for the launcher alone, in that of %s."
                                + " Its readiness, its watchdog and its sockets would be taken for the launcher's, or for another"
                                + " service's.",
                        server)
                .filteredOn(name -> ProcFs.environmentHas(server.pid(), name + "=" + FOR_NOBODY))
                .isEmpty();
    }

    @Test
    void rule_05_the_launcher_returns_while_the_server_runs(ProcessScope scope) {
        Started started = new Started(scope, "", startCommand(directory));

        started.awaitReturn();

        assertThat(started.server()).isAlive();
    }

    @Test
    void rule_06_the_server_has_left_session_and_terminal(ProcessScope scope) {
        Started started = launch(scope);

        assertThat(started.server()).hasNoControllingTerminal().isNotInSession(started.shell.pid());
    }

    @Test
    void rule_07_the_server_cannot_acquire_a_terminal(ProcessScope scope) {
        assertThat(launch(scope).server()).isNotSessionLeader();
    }

    @Test
    void rule_08_the_server_is_adopted_and_survives_the_hang_up(ProcessScope scope) {
        Started started = launch(scope);

        assertThat(started.server()).isNotChildOf(started.shell.pid()).survives(started::hangUp);
    }

    @Test
    void rule_09_standard_streams_have_left_the_terminal(ProcessScope scope) {
        assertThat(launch(scope).server()).hasItsStandardStreamsDetached();
    }

    @Test
    void rule_10_the_umask_is_reset(ProcessScope scope) {
        ObservedProcess server =
                launch(scope, "umask 0" + Integer.toOctalString(STRANGE_UMASK)).server();

        assertThat(server).hasUmask(umask());
    }

    @Test
    void rule_11_the_working_directory_is_changed(ProcessScope scope) {
        assertThat(launch(scope).server()).hasWorkingDirectory(workingDirectory(directory));
    }

    @Test
    void rule_12_the_pid_file_names_the_server_when_the_launcher_returns(ProcessScope scope) throws IOException {
        Path pidFile = pidFile(directory).orElseGet(() -> untestedFile("12: no pid file is named"));
        ObservedProcess server = launch(scope, "", startCommand(directory) + "\ncp " + quote(pidFile) + " seen.pid")
                .server();

        Path seen = directory.resolve("seen.pid");
        assertThat(
                        Files.exists(seen)
                                ? Files.readString(seen).lines().findFirst().orElse("(empty)")
                                : "(no pid file)")
                .as(
                        "daemon(7) step 12: the first line of the pid file when the launcher had returned; the server is %s",
                        server)
                .isEqualToIgnoringWhitespace(Long.toString(server.pid()));
    }

    @Test
    void rule_13_privileges_are_dropped(ProcessScope scope) {
        String user = userToBe("daemon(7) step 13");

        assertThat(launch(scope).server()).runsAs(user);
    }

    private String userToBe(String rule) {
        String user = user().orElseGet(() -> Assumptions.abort(rule + ": nothing says as whom the server is to work"));
        Assumptions.assumeTrue(
                ProcessInfo.current().effectiveUid().value() == 0, rule + ": only root has privileges to drop");
        return user;
    }

    /** The server, for what makes no sense before it has become another user. */
    private ObservedProcess launchAs(ProcessScope scope, String rule) {
        String user = userToBe(rule);
        ObservedProcess server = launch(scope).server();
        try {
            assertThat(server).runsAs(user);
        } catch (AssertionError isNot) {
            Assumptions.abort(rule + ": daemon(7) step 13 comes first: the server does not run as " + user);
        }
        return server;
    }

    @Test
    void rule_14_the_launcher_returns_when_the_server_is_ready(ProcessScope scope) {
        Path ready = readyFile(directory).orElseGet(() -> untestedFile("14: no file tells that the server is ready"));
        launch(scope, "", startCommand(directory) + "\ntest -e " + quote(ready) + " && touch was.ready")
                .server();

        assertThat(directory.resolve("was.ready"))
                .as("daemon(7) steps 14 and 15: the launcher ends when the server is ready; it ended before %s", ready)
                .exists();
    }

    @Test
    void rule_15_a_failed_start_shows_in_the_exit_status(ProcessScope scope) {
        String start = failingStartCommand(directory)
                .orElseGet(() -> Assumptions.abort("daemon(7) step 15: no failing start is given"));

        assertThat(new Started(scope, "", start).awaitReturn())
                .as("daemon(7) step 15: the exit status of a launcher whose server failed to start")
                .isNotZero();
    }

    @Test
    void rule_16_killed_the_server_can_be_started_again(ProcessScope scope) {
        Started started = launch(scope);
        ObservedProcess killed = started.server();
        killed.signal(Signal.KILL);
        killed.awaitEnd();
        // Who adopted it may take a moment to ask how it ended, and until then its pid is taken.
        Deadline.after(UNTIL_REAPED).await(() -> ProcFs.stat(killed.pid()).isEmpty());

        started.again();

        assertThat(started.server())
                .as("started again beside what a kill has left: pid file, lock, socket")
                .isAlive();
    }

    @Test
    void rule_17_who_has_dropped_privileges_holds_no_file_of_roots_open_for_writing(ProcessScope scope) {
        ObservedProcess server = launchAs(scope, "rule 17");

        assertThat(ProcFs.writableFilesOf(server.pid(), 0))
                .as(
                        "root's files that %s can write to by an open descriptor. What root believes in them, a pid file above"
                                + " all, is then the server's to choose.",
                        server)
                .isEmpty();
    }

    @Test
    void rule_18_who_has_dropped_privileges_has_no_capability_but_those_named(ProcessScope scope) {
        ObservedProcess server = launchAs(scope, "rule 18");

        Fact<Credentials> credentials = server.info().credentials();
        long left = credentials
                .map(ids -> ids.capabilities().permitted() | ids.capabilities().effective())
                .orElseGet(
                        why -> Assumptions.abort("rule 18: the capabilities of " + server + " are not known: " + why));
        assertThat(Credentials.Capabilities.names(left))
                .as("capabilities(7) that %s has, or can have when it likes", server)
                .isSubsetOf(capabilities());
    }

    private static Path untestedFile(String why) {
        return Assumptions.<Path>abort("daemon(7) step " + why);
    }

    private Started launch(ProcessScope scope) {
        return launch(scope, "");
    }

    private Started launch(ProcessScope scope, String before) {
        return launch(scope, before, startCommand(directory));
    }

    /** A launcher that does not return breaks rule 5; nothing can be said of the others then. */
    private Started launch(ProcessScope scope, String before, String start) {
        Started started = new Started(scope, before, start);
        try {
            started.awaitReturn();
        } catch (AssertionError didNot) {
            // Its terminal ends a moment before it does.
            if (started.shell.transcript().hasEnded() || !started.shell.isAlive()) {
                throw new AssertionError(
                        "The start command ended the shell that ran it: is there an exec or exit in it?", didNot);
            }
            scope.killAll(); // no leak to be blamed for
            Assumptions.abort("daemon(7) step 5 comes first: the launcher did not return");
        }
        return started;
    }

    /** A start of the server from a shell. */
    private final class Started {

        private final PtyTerminal terminal;
        private final ChildProcess shell;
        private int status;

        Started(ProcessScope scope, String before, String start) {
            // In files: what is typed appears on the terminal, and would be taken for the answer.
            write("start.sh", startCommand(directory) + "\n");
            write(
                    "launch.sh",
                    "cd " + quote(directory) + "\n" + before + "\n" + start + "\nprintf '\\nlauncher: %s\\n' $?\n");
            terminal = scope.terminal();
            shell = terminal.shell();
            terminal.type(". " + quote(directory.resolve("launch.sh")) + "\n");
        }

        private void write(String file, String text) {
            try {
                Files.writeString(directory.resolve(file), text, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts it once more from the same shell, which has to return. */
        void again() {
            terminal.type(". " + quote(directory.resolve("launch.sh")) + "\n");
            awaitReturn();
        }

        /** The launcher's exit status, when the shell has come back. */
        int awaitReturn() {
            String line = shell.awaitLine(text -> text.matches("launcher: \\d+"));
            status = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
            return status;
        }

        /** The server; not waited for if the launcher itself says that there is none. */
        ObservedProcess server() {
            if (status != 0) {
                throw new AssertionError("The start command failed with exit status " + status
                        + ", so there is no server" + " to look at.\nSeen so far:\n" + shell.transcript());
            }
            return new DescendantSearch(scope, shell)
                    .awaitSettled("be the server", process -> isServer(process.info()));
        }

        /** The shell is gone as well when this returns: only then has it passed the signal on to its jobs. */
        void hangUp() {
            terminal.hangUp();
            shell.awaitEnd();
        }
    }
}

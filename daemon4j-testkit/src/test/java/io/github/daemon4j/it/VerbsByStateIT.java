/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.it.Starts.Outcome;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each verb makes of a daemon in each state: its exit status, what it says, and what becomes of the daemon. Writes the
 * table to {@code target/verbs-by-state.md}, which the javadoc of DaemonCommand tells in words.
 */
@DaemonTest
class VerbsByStateIT {

    private static final String RELOADS = "reload:ok";

    /** A state: what the daemon does, how it gets there, and what the verbs come to, from harmless to fatal. */
    enum State {
        NOT_STARTED(
                List.of(),
                "status 3 is not running",
                "report 3 is not running",
                "reload 7 is not running",
                "reopen 7 is not running",
                "try-restart 0 is not running",
                "upgrade 7 is not running",
                "stop 0 is not running",
                "restart 0 started"),
        RUNNING(
                List.of(RELOADS),
                "status 0 is running",
                "report 0 holds what daemon(7) asks of it",
                "reload 0 reloaded",
                "reopen 0 has opened its output again",
                "start 0 is already running",
                "run 1 is already running",
                "try-restart 0 started",
                "upgrade 0 upgraded",
                "restart 0 started",
                "stop 0 stopped"),
        RUNNING_WITHOUT_RELOAD(
                List.of(),
                "reload 3 has nothing to be read again",
                "reopen 0 has opened its output again",
                "force-reload 0 started",
                "stop 0 stopped"),
        RELOAD_FAILS(
                List.of("reload:config.yml:3: no such key"),
                "reload 1 config.yml:3: no such key",
                "status 0 is running",
                "force-reload 1 config.yml:3: no such key",
                "stop 0 stopped"),
        STARTING(
                List.of("work:4000", RELOADS),
                "status 0 is starting",
                "report 0 holds what daemon(7) asks of it",
                "upgrade 1 does not serve: it is starting",
                "start 0 is already running"),
        RELOADING(
                List.of("reload:60000"),
                "reload --timeout 0.5 1 has not answered within 0.5 s: it has begun, and goes on",
                "status 0 is reloading",
                "report 0 holds what daemon(7) asks of it",
                "start 0 is already running",
                "stop 0 stopped"),
        SUSPENDED(
                List.of(RELOADS),
                "status 0 is running",
                "report 0 holds what daemon(7) asks of it",
                "reload --timeout 0.5 1 it is suspended (SIGSTOP)",
                "reopen --timeout 0.5 1 it is suspended (SIGSTOP)",
                "start 0 is already running",
                "upgrade 0 upgraded",
                "stop 0 stopped"),
        DEAF(
                List.of(RELOADS, "deaf"),
                "status 0 is running",
                "reload 0 reloaded",
                "upgrade 0 upgraded",
                "stop --timeout 0.5 150 did not end by itself and was killed after"),
        HANGING(
                List.of(RELOADS, "closes:60000"),
                "reload 0 reloaded",
                "stop 150 did not end by itself and was killed after"),
        STOPPING(
                List.of(RELOADS, "closes:8000"),
                "status 0 is stopping",
                "report 0 holds what daemon(7) asks of it",
                "reload 1 is stopping, and answers no more",
                "upgrade 1 does not serve: it is stopping",
                "start 0 started",
                "stop --timeout 20 0 stopped"),
        DEAD_WITH_FILE(
                List.of(RELOADS),
                "status 1 is dead, and its pid file",
                "report 3 is not running",
                "reload 7 is not running",
                "reopen 7 is not running",
                "try-restart 0 is not running",
                "upgrade 7 is not running",
                "stop 0 is not running",
                "status 3 is not running"),
        FILE_GONE(
                List.of(RELOADS),
                "status 0 is running",
                "report 0 holds what daemon(7) asks of it",
                "reload 0 reloaded",
                "start 0 is already running",
                "upgrade 0 upgraded",
                "stop 0 stopped"),
        FILE_FORGED(
                List.of(RELOADS),
                "status 0 is running",
                "report 4 cannot be seen from here",
                "upgrade 1 its daemon cannot be seen from here",
                "start 0 is already running"),
        FILE_A_DIRECTORY(
                List.of(RELOADS),
                "status 4 is no regular file",
                "report 4 is no regular file",
                "reload 1 is no regular file",
                "upgrade 1 is no regular file",
                "stop 1 is no regular file",
                "start 1 it is a directory"),
        OF_ANOTHER_USER(
                List.of(RELOADS),
                "status 0 is running",
                "report 4 only its own user and root may look",
                "reload 1 only root and its own user may ask it",
                "reopen 1 only root and its own user may ask it",
                "upgrade 1 ",
                "stop 4 stop it as root or as its own user"),
        OF_ANOTHER_PID_NAMESPACE(
                List.of(RELOADS),
                "status 0 is running",
                "report 4 cannot be seen from here",
                "reload 1 ",
                "upgrade 1 no upgrade from here",
                "stop 1 runs in another pid namespace");

        @SuppressWarnings("ImmutableEnumChecker") // of List.of
        private final List<String> script;

        @SuppressWarnings("ImmutableEnumChecker") // never changed
        private final String[] cells;

        State(List<String> script, String... cells) {
            this.script = script;
            this.cells = cells;
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void each_verb_does_in_each_state_what_its_table_says(State state, ProcessScope scope) throws Exception {
        JavaHome java = JavaHome.all().get(0);
        Path world = Files.createDirectory(directory.resolve("w"));
        List<String> rows = new ArrayList<>();
        try (Starts starts = new Starts(java, world)) {
            long pid = bring(starts, state, scope);
            for (String cell : state.cells) {
                int text = cell.indexOf(
                        ' ', cell.matches("\\S+ --timeout .*") ? cell.indexOf(' ', cell.indexOf(' ') + 1) + 1 : 0);
                String verb = cell.substring(0, text);
                String rest = cell.substring(text + 1);
                int expected = Integer.parseInt(rest.substring(0, rest.indexOf(' ')));
                Outcome outcome = verb(starts, state, verb);
                assertThat(outcome.status())
                        .as("%s: %s: %s", state, verb, outcome)
                        .isEqualTo(expected);
                assertThat(outcome.said(world))
                        .as("%s: %s", state, verb)
                        .contains(rest.substring(rest.indexOf(' ') + 1));
                rows.add("| " + state + " | " + verb + " | " + expected + " | " + outcome.said(world) + " |\n");
            }
            if (state.name().startsWith("OF_ANOTHER") || state.name().startsWith("FILE_")) {
                assertThat(ProcessHandle.of(pid).isPresent() || state == State.FILE_GONE)
                        .as("the daemon lives on")
                        .isTrue();
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/verbs-by-state.md"), rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Brings a daemon into a state. */
    private static long bring(Starts starts, State state, ProcessScope scope) throws Exception {
        if (state == State.NOT_STARTED) {
            return 0;
        }
        if (state == State.STARTING) {
            starts.begin(script(state, "start"));
            await(
                    "a daemon is being started",
                    () -> !Facts.content(starts.pidFile()).isBlank());
            return Facts.pidIn(starts.pidFile());
        }
        long pid = starts.run(script(state, "start")).requireSuccess().pid();
        switch (state) {
            case SUSPENDED -> kill("STOP", pid);
            case STOPPING -> {
                kill("TERM", pid);
                await("it shows that it is stopping", () -> Facts.hasThread(pid, "daemon4j stop"));
            }
            case DEAD_WITH_FILE -> {
                kill("KILL", pid);
                await("it is gone", () -> starts.daemons().isEmpty());
            }
            case FILE_GONE -> {
                Files.delete(starts.pidFile());
                await("it is put back", () -> Facts.content(starts.pidFile()).contains("account="));
            }
            case FILE_FORGED -> {
                String forged = Files.readString(starts.pidFile()).replaceFirst("[0-9]+\n", "1\n");
                Files.writeString(starts.pidFile(), forged.replaceFirst("start=[0-9]+", "start=0"));
            }
            case FILE_A_DIRECTORY -> {
                Files.delete(starts.pidFile());
                Files.createDirectory(starts.pidFile());
            }
            case OF_ANOTHER_USER -> {
                needsRoot("ask as somebody else");
                needs(scope, "ask as somebody else", "setpriv", "--reuid=65534", "--clear-groups", "true");
                starts.openToAll();
            }
            case OF_ANOTHER_PID_NAMESPACE ->
                needs(scope, "ask in another pid namespace", "unshare", "--pid", "--fork", "--mount-proc", "true");
            default -> {
                // it runs
            }
        }
        return pid;
    }

    private static void kill(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Outcome verb(Starts starts, State state, String verb) throws Exception {
        List<String> as = switch (state) {
            case OF_ANOTHER_USER -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
            case OF_ANOTHER_PID_NAMESPACE -> List.of("unshare", "--pid", "--fork", "--mount-proc");
            default -> List.of();
        };
        return starts.begin(as, script(state, verb)).await();
    }

    private static String[] script(State state, String verb) {
        List<String> script = new ArrayList<>(List.of("grace:1000", "command:" + verb));
        script.addAll(state.script);
        return script.toArray(new String[0]);
    }
}

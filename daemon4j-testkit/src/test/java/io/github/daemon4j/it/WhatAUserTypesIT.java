/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.StopResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user types, and what happens. Each row is a test; the table is written to {@code target/what-a-user-types.md}, as it
 * was seen. The rows of a story follow each other; the stories are told at the same time, by turns on each JDK.
 */
class WhatAUserTypesIT {

    private static final Path TABLE = Path.of("target/what-a-user-types.md");
    private static final int AT_ONCE = 4;

    private static final List<Story> STORIES = new ArrayList<>();
    private static final List<Future<List<Story.Outcome>>> TOLD = new ArrayList<>();

    private static final String FOREGROUND =
            "server: stays in the foreground: the program asked for it (the verb run, or DaemonOptions.mode)";

    private static final String[] HELP = {
        "Usage: server VERB [OPTION...] [WORD...]",
        "",
        "  start [WORD...]                       start it as a daemon; words are the server's own",
        "  stop [--timeout SECONDS]              stop it; kill it when the seconds have passed",
        "  restart [--timeout SECONDS] [WORD...] stop and start it; without words with those it has",
        "  try-restart                           restart it if it runs",
        "  upgrade [--timeout SECONDS] [WORD...] bring up a new one beside it, which takes its place when ready",
        "  reload [--timeout SECONDS]            have it read its configuration again",
        "  force-reload                          reload it, or restart it where it cannot reload",
        "  reopen [--timeout SECONDS]            have it open its log again, as after a rotation",
        "  status [--json]                       say whether it runs",
        "  run [WORD...]                         run it in the foreground",
        "  logs [-n LINES] [-f]                  show the end of its log, and follow it with -f",
        "  report [--json]                       say what of daemon(7) holds in the one that runs",
        "  unit [OPTION...] [WORD...]            print a unit of systemd that runs it with these words",
        "",
        "VERB --help says more of one. A -- ends the options of a verb: start -- --help."
    };

    @TempDir
    private static Path directory;

    private static Story story(String name) {
        List<JavaHome> homes = JavaHome.all();
        Story story = new Story(name, homes.get(STORIES.size() % homes.size()));
        STORIES.add(story);
        return story;
    }

    static {
        life();
        words();
        usage();
        files();
        bodies();
        otherMains();
        stops();
        foreground();
    }

    private static void life() {
        story("a server")
                .types("nothing runs", "status")
                .exits(3)
                .says("server is not running")
                .types("nothing runs", "stop")
                .says("server is not running")
                .types("nothing runs", "report")
                .exits(3)
                .says("server is not running")
                .types("nothing runs", "report --json")
                .exits(3)
                .says("{\"schema\":1,\"name\":\"server\",\"running\":false,\"pidFile\":\"DIR/server.pid\"}")
                .types("it never ran", "logs")
                .exits(1)
                .complains("server: there is no log DIR/server.log yet")
                .types("nothing runs", "start")
                .says("server started (pid PID)")
                .complains("serves []")
                .types("it runs", "start")
                .says("server is already running (pid PID)")
                .types("it runs", "run")
                .exits(1)
                .complains("server is already running (pid PID)")
                .types("it runs", "status")
                .says("server is running (pid PID)")
                .types("it runs", "status --json")
                .says("{\"schema\":1,\"name\":\"server\",\"status\":\"running\",\"pid\":PID,\"since\":\"TIME\","
                        + "\"mode\":\"detached\",\"pidFile\":\"DIR/server.pid\"}")
                .types("it runs, and has said 100 lines", "logs -n 2")
                .after(told -> Files.writeString(
                        told.file("server.log"),
                        String.join(
                                        "\n",
                                        IntStream.range(0, 100)
                                                .mapToObj(i -> "line " + i)
                                                .toList())
                                + "\n"))
                .says("line 98", "line 99")
                .types("it runs", "logs -n 1 -f")
                .goesOn()
                .and(told -> {
                    told.command().awaitText("line 99\n");
                    Files.move(told.file("server.log"), told.file("server.log.1"));
                    Files.writeString(told.file("server.log"), "after the rotation\n");
                    told.command().awaitText("after the rotation\n");
                    told.command().signal(Signal.INT);
                    assertThat(told.command().awaitExit().shellCode()).isEqualTo(130);
                })
                .says("line 99", "after the rotation")
                .types("it runs", "stop")
                .says("server stopped (pid PID)")
                .and(told -> assertThat(told.file("server.pid")).doesNotExist())
                .types("nothing runs", "logs -n 0")
                .types("nothing runs", "restart")
                .says("server is not running", "server started (pid PID)")
                .complains("serves []")
                .types("it was killed with -9", "status")
                .after(told -> told.signal(Signal.KILL))
                .exits(1)
                .says("server is dead, and its pid file DIR/server.pid is left")
                .types("it was killed with -9", "stop --timeout 60")
                .says("server is not running")
                .and(told -> assertThat(told.file("server.pid")).doesNotExist())
                .types("the pid file is something else", "status")
                .after(told -> Files.createDirectory(told.file("server.pid")))
                .exits(4)
                .says(
                        "server: unknown; the pid file DIR/server.pid is refused: it is no regular file; name the daemon's")
                .types("the pid file is something else", "report")
                .exits(4)
                .complains("server: the pid file DIR/server.pid is refused: it is no regular file; name the daemon's");
    }

    private static void words() {
        story("a server with words of its own")
                .types("nothing runs", "start --port 8080 --name ä")
                .says("server started (pid PID)")
                .complains("serves [--port, 8080, --name, ä]")
                .types("it runs with --port 8080", "restart")
                .says("server stopped (pid PID)", "server started (pid PID)")
                .complains("serves [--port, 8080, --name, ä]")
                .types("it was restarted with --port 8080", "restart --timeout 20")
                .says("server stopped (pid PID)", "server started (pid PID)")
                .complains("serves [--port, 8080, --name, ä]")
                .types("it runs with --port 8080", "restart --port 9090")
                .says("server stopped (pid PID)", "server started (pid PID)")
                .complains("serves [--port, 9090]")
                .types("it runs with --port 9090", "upgrade")
                .says("server upgraded (pid PID)")
                .complains("serves [--port, 9090]")
                .types("it was upgraded with --port 9090", "upgrade --timeout 20 --port 7070")
                .says("server upgraded (pid PID)")
                .complains("serves [--port, 7070]")
                .types("it was upgraded with --port 7070", "upgrade -- --port 9090")
                .says("server upgraded (pid PID)")
                .complains("serves [--port, 9090]")
                .types("its JVM options are wrong now, so that it could not be started", "upgrade")
                .after(told -> told.environment("DAEMON4J_JAVA_OPTIONS", "'"))
                .exits(1)
                .complains("server: cannot start this JVM again as a daemon: the environment variable"
                        + " DAEMON4J_JAVA_OPTIONS has an unmatched quote: '; close it")
                .types("its JVM options are wrong now, so that it could not be started", "restart")
                .after(told -> told.environment("DAEMON4J_JAVA_OPTIONS", "'"))
                .exits(1)
                .complains("server: cannot start this JVM again as a daemon: the environment variable"
                        + " DAEMON4J_JAVA_OPTIONS has an unmatched quote: '; close it")
                .and(told -> assertThat(told.control().status()).isEqualTo(DaemonStatus.RUNNING))
                .types("it ran with --port 9090, and was killed with -9", "restart")
                .after(told -> {
                    told.forget("DAEMON4J_JAVA_OPTIONS");
                    told.signal(Signal.KILL);
                })
                .says("server is not running", "server started (pid PID)")
                .complains("serves [--port, 9090]")
                .types("it runs", "stop --timeout=20")
                .says("server stopped (pid PID)")
                .types("nothing runs, and its words were not left", "restart")
                .says("server is not running", "server started (pid PID)")
                .complains("serves []")
                .types("it runs", "stop -t 20")
                .says("server stopped (pid PID)")
                .types("nothing runs", "start -- --help")
                .says("server started (pid PID)")
                .complains("serves [--help]");
    }

    private static void usage() {
        String verbs =
                "start, stop, restart, try-restart, upgrade, reload, force-reload, reopen, status, run, logs, report, unit";
        story("a server")
                .types("", "")
                .exits(2)
                .complains("server: a verb is needed: " + verbs)
                .types("", "begin")
                .exits(2)
                .complains("server: there is no verb 'begin'; the verbs are " + verbs)
                .types("", "--port 8080")
                .exits(2)
                .complains("server: there is no verb '--port'; the verbs are " + verbs)
                .types("", "--help")
                .says(HELP)
                .types("", "stop --help")
                .says(
                        "Usage: server stop [--timeout SECONDS]",
                        "",
                        "Stops it, and kills it when the seconds have passed: those of this option, or those it was",
                        "started with.",
                        "0: stopped, or did not run. 150: it had to be killed. 4: it is another user's.")
                .types("", "stop --timeout soon")
                .exits(2)
                .complains("server: --timeout takes seconds, such as 60 or 0.5, not 'soon'; see stop --help")
                .types("", "stop now")
                .exits(2)
                .complains("server: 'now' is no option of stop; see stop --help")
                .types("", "status --xml")
                .exits(4)
                .complains("server: '--xml' is no option of status; see status --help")
                .types("", "report now")
                .exits(4)
                .complains("server: 'now' is no option of report; see report --help")
                .types("", "unit --name a/b")
                .exits(1)
                .complains("server: 'a/b' cannot be the name of a unit and of its directories: give one of letters,"
                        + " digits and -_. with --name")
                .types("server.yml is here", "unit --user --config=server.yml")
                .after(told -> Files.createFile(told.file("server.yml")))
                .exits(1)
                .complains(
                        "server: '--config=server.yml' names a file relative to DIR, and a unit is started elsewhere:"
                                + " give its whole path, or, if it is no file, ask for the unit in another directory")
                .types("", "logs -n ten")
                .exits(2)
                .complains("server: --lines takes a number of lines, not 'ten'; see logs --help");
        story("a server without pid file and log")
                .without("pid")
                .without("log")
                .types("", "stop")
                .exits(6)
                .complains("server: no pid file is configured (DaemonOptions.pidFile), so it cannot be known whether it"
                        + " runs")
                .types("", "restart")
                .exits(6)
                .complains("server: no pid file is configured (DaemonOptions.pidFile), so it cannot be known whether it"
                        + " runs")
                .types("", "status")
                .exits(4)
                .complains("server: no pid file is configured (DaemonOptions.pidFile), so it cannot be known whether it"
                        + " runs")
                .types("", "logs")
                .exits(6)
                .complains("server: its output goes to no file (DaemonOptions.output), so there is no log to show");
    }

    private static void files() {
        story("a server that reads `daemon.resolve(..)`")
                .with("body", "reads")
                .types("server.yml is here", "start server.yml")
                .after(told -> Files.writeString(told.file("server.yml"), "port: 80\n"))
                .says("server started (pid PID)")
                .complains("serves [server.yml]", "read port: 80")
                .types("it runs", "stop")
                .says("server stopped (pid PID)")
                .types("there is no such file", "start none.yml")
                .exits(1)
                .complains(
                        "serves [none.yml]",
                        "java.nio.file.NoSuchFileException: DIR/none.yml",
                        "database closed",
                        "server: start-up failed: java.nio.file.NoSuchFileException: DIR/none.yml");
        story("a server that reads `Path.of(..)`")
                .with("body", "reads unresolved")
                .types("server.yml is here", "start server.yml")
                .after(told -> Files.writeString(told.file("server.yml"), "port: 80\n"))
                .exits(1)
                .complains(
                        "serves [server.yml]",
                        "java.nio.file.NoSuchFileException: server.yml",
                        "database closed",
                        "server: start-up failed: java.nio.file.NoSuchFileException: server.yml; server.yml is relative"
                                + " and was looked for in /, the working directory of the daemon: use"
                                + " daemon.resolve(\"server.yml\"), which is DIR/server.yml, or"
                                + " DaemonOptions.keepWorkingDirectory()")
                .types("there is no such file", "run none.yml")
                .exits(1)
                .says("serves [none.yml]", "database closed")
                .complains(
                        FOREGROUND,
                        "java.nio.file.NoSuchFileException: none.yml",
                        "server: start-up failed: java.nio.file.NoSuchFileException: none.yml");
    }

    private static void bodies() {
        story("a server that cannot come up")
                .with("body", "throws")
                .types("", "start")
                .exits(1)
                .complains(
                        "serves []",
                        "java.lang.IllegalStateException: no licence",
                        "database closed",
                        "server: start-up failed: java.lang.IllegalStateException: no licence")
                .and(told -> assertThat(told.file("server.pid")).doesNotExist());
        story("a server that calls System.exit(3) as it starts")
                .with("body", "exits")
                .types("", "start")
                .exits(3)
                .complains(
                        "serves []",
                        "database closed",
                        "server: the daemon (pid PID) exited with status 3 before it was ready");
        story("a server that calls System.exit(7) when it serves")
                .with("body", "exits when told")
                .with("go", "DIR/go")
                .types("", "start")
                .says("server started (pid PID)")
                .complains("serves []")
                .and(told -> Files.createFile(told.file("go")))
                .and(told -> Facts.awaitContent(told.file("server.log"), "database closed"))
                .types("it has ended", "logs -n 3")
                .says(
                        "server: ends N s after it was ready, and nobody has asked it to: System.exit was called by"
                                + " io.github.daemon4j.it.UserServer.lambda(UserServer.java) in the thread"
                                + " \"worker\"",
                        "listener closed",
                        "database closed");
        story("a server that calls daemon.stop()")
                .with("body", "stops itself")
                .with("go", "DIR/go")
                .types("", "start")
                .says("server started (pid PID)")
                .complains("serves []")
                .and(told -> Files.createFile(told.file("go")))
                .and(told -> Facts.awaitContent(told.file("server.log"), "database closed"))
                .types("it has ended", "logs")
                .says("serves []", "listener closed", "database closed");
        story("a server that is not ready in time")
                .with("body", "hangs")
                .with("ready", "4000")
                .types("", "start")
                .exits(124)
                .complains(
                        "serves []",
                        "database closed",
                        "server: not ready within 4 s; the daemon (pid PID) was ended. Give it more time with"
                                + " DaemonOptions.readyTimeout or Daemon.extendStartTimeout");
        story("a server that starts itself again")
                .with("body", "starts again")
                .types("", "start")
                .exits(1)
                .complains(
                        "serves []",
                        "java.lang.IllegalStateException: Daemon.detach() was called before in this JVM;"
                                + " Daemon.current() returns the daemon it made",
                        "database closed",
                        "server: start-up failed: java.lang.IllegalStateException: Daemon.detach() was called before in"
                                + " this JVM; Daemon.current() returns the daemon it made");
        story("a server whose pid file has no directory")
                .with("pid", "DIR/none/server.pid")
                .types("", "start")
                .exits(1)
                .complains("server: the directory of the pid file DIR/none/server.pid does not exist; create"
                        + " DIR/none");
    }

    private static void otherMains() {
        story("picocli: `System.exit(new CommandLine(app).execute(args))`")
                .with("main", "picocli")
                .types("nothing runs", "start --port 8080")
                .says("server started (pid PID)")
                .complains("port 8080", "serves []")
                .types("it runs", "status")
                .says("server is running (pid PID)")
                .types("it runs with --port 8080", "restart")
                .says("server stopped (pid PID)", "server started (pid PID)")
                .complains("port 8080", "serves []")
                .types("it runs", "--port 9090 restart")
                .says("server stopped (pid PID)", "server started (pid PID)")
                .complains("port 9090", "serves []")
                .types("it runs", "stop --timeout 20")
                .says("server stopped (pid PID)")
                .types("nothing runs", "start --port eighty")
                .exits(2)
                .complains(
                        "Invalid value for option '--port': 'eighty' is not an int",
                        "Usage: server [--port=<port>]",
                        "      --port=<port>");
        story("a main that ends: `command.execute(args)`")
                .with("main", "without exit")
                .types("", "start")
                .says("server started (pid PID)")
                .complains("serves []")
                .types("it runs", "stop")
                .says("server stopped (pid PID)")
                .and(told -> told.awaitLogEnd("listener closed\ndatabase closed\n"));
        story("`Daemon.start(..)`, and only daemon threads")
                .with("main", "Daemon.start")
                .types("", "")
                .complains("serves []")
                .and(told -> Facts.awaitContent(told.file("server.log"), "database closed"))
                .types("it has ended, and its verbs are asked", "logs -n 3")
                .after(told -> told.with("main", "execute"))
                .says(
                        "server: ends N s after it was ready, and nobody has asked it to: its last thread that is no"
                                + " daemon thread has ended; let such a thread serve, or call Daemon.awaitStop()",
                        "listener closed",
                        "database closed")
                .types("it runs, and its main calls `Daemon.start` alone", "")
                .after(told -> {
                    told.run("start");
                    told.with("main", "Daemon.start");
                })
                .exits(1)
                .complains("server: already running with pid PID: the lock of the pid file DIR/server.pid is held");
        story("`Daemon.start(..)` twice")
                .with("main", "Daemon.start twice")
                .types("", "")
                .complains("serves []")
                .and(told -> Facts.awaitContent(told.file("server.log"), "database closed"))
                .types("it has ended, and its verbs are asked", "logs -n 100")
                .after(told -> told.with("main", "execute"))
                .says(
                        "serves []",
                        "Exception in thread \"main\" java.lang.IllegalStateException: Daemon.detach() was called before"
                                + " in this JVM; Daemon.current() returns the daemon it made",
                        "server: ends N s after it was ready, and nobody has asked it to: its last thread that is no"
                                + " daemon thread has ended; let such a thread serve, or call Daemon.awaitStop()",
                        "listener closed",
                        "database closed");
    }

    private static void stops() {
        story("a server that does not hear")
                .with("body", "is deaf")
                .types("", "start")
                .says("server started (pid PID)")
                .complains("serves []")
                .types("it runs", "stop --timeout 0.5")
                .exits(150)
                .complains("server did not end by itself and was killed after N s (pid PID)");
        story("a server with stopGrace(500 ms)")
                .with("body", "is deaf")
                .with("grace", "500")
                .types("", "start")
                .says("server started (pid PID)")
                .complains("serves []")
                .types("another program has called `DaemonControl.of(pidFile).stop()`", "status")
                .after(told -> assertThat(told.stop()).isEqualTo(StopResult.Outcome.KILLED))
                .exits(3)
                .says("server is not running");
        story("a server with stopSchedule(\"INT/0.5\")")
                .with("body", "is deaf")
                .with("schedule", "INT/0.5")
                .types("", "start")
                .says("server started (pid PID)")
                .complains("serves []")
                .types("it runs", "stop")
                .exits(1)
                .complains(
                        "server: pid PID is there still, 0 s after the last signal of its stop schedule, which has no"
                                + " KILL; it goes on")
                .types("it runs", "stop --timeout 0")
                .exits(150)
                .complains("server did not end by itself and was killed after N s (pid PID)");
    }

    private static void foreground() {
        story("a server in the foreground")
                .types("Ctrl-C when it serves", "run --port 8080")
                .goesOn()
                .and(told -> {
                    told.command().awaitText("serves [--port, 8080]\n");
                    Facts.await("it runs", () -> told.control().status() == DaemonStatus.RUNNING);
                    told.command().signal(Signal.INT);
                    assertThat(told.command().awaitExit().shellCode()).isZero();
                })
                .says("serves [--port, 8080]", "listener closed", "database closed")
                .complains(FOREGROUND)
                .types("somebody else types stop", "run --port 8080")
                .goesOn()
                .and(told -> {
                    told.command().awaitText("serves [--port, 8080]\n");
                    Facts.await("it runs", () -> told.control().status() == DaemonStatus.RUNNING);
                    assertThat(told.stop()).isEqualTo(StopResult.Outcome.TERMINATED);
                    assertThat(told.command().awaitExit().shellCode()).isZero();
                })
                .says("serves [--port, 8080]", "listener closed", "database closed")
                .complains(FOREGROUND);
    }

    @BeforeAll
    static void tell() {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = 0; i < STORIES.size(); i++) {
            Story story = STORIES.get(i);
            Path own = directory.resolve("story" + i);
            TOLD.add(pool.submit(() -> story.tell(own)));
        }
        pool.shutdown();
    }

    static Stream<Arguments> rows() {
        return IntStream.range(0, STORIES.size())
                .boxed()
                .flatMap(story -> IntStream.range(0, STORIES.get(story).size())
                        .mapToObj(row -> Arguments.of(STORIES.get(story).describe(row), story, row)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void what_is_typed_does_what_it_says(String row, int story, int index)
            throws InterruptedException, ExecutionException {
        Throwable failure = TOLD.get(story).get().get(index).failure();
        if (failure != null) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }

    @AfterAll
    static void writeTable() throws IOException, InterruptedException, ExecutionException {
        StringBuilder table = new StringBuilder("""
                | server | what a user finds | types `server ...` | exit | standard output | standard error | Java |
                |---|---|---|---|---|---|---|
                """);
        for (Future<List<Story.Outcome>> told : TOLD) {
            for (Story.Outcome outcome : told.get()) {
                table.append(outcome.markdown()).append(outcome.failure() == null ? "\n" : "");
            }
        }
        Files.createDirectories(TABLE.toAbsolutePath().getParent());
        Files.writeString(TABLE, table);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.quickstart;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.Terminal;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.examples.quickstart.ProcessPicture.ProcessRow;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees who starts a server with {@code &}, closes the terminal and has lost it; and who starts quickstart: the
 * process table before and after, the terminal closed, the server still there. {@code examples/demo.sh} runs it; each claim is
 * checked, and a wrong one ends it with status 1.
 */
public final class Demo {

    private static final String ROW = "   %6s %6s %6s %6s %-6s %-10s %s%n";

    private final PrintStream out = System.out;
    private final Path java;
    private final Path jar;

    private Demo(Path java, Path jar) {
        this.java = java;
        this.jar = jar;
    }

    /** Runs the demonstration with {@code quickstart.jar}, the first argument; a second one is where to draw what was seen. */
    public static void main(String[] args) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        new Demo(java, Path.of(args[0]).toAbsolutePath()).run(args.length > 1 ? Path.of(args[1]) : null);
    }

    private void run(@Nullable Path picture) throws Exception {
        Path directory = Files.createTempDirectory("daemon4j-demo");
        Path pidFile = directory.resolve("quickstart.pid");
        int port = ProcessScope.freePort();
        try (ProcessScope scope = ProcessScope.open(Duration.ofSeconds(30))) {
            List<ProcessRow> attached = withoutIt(scope);

            PtyTerminal terminal = scope.terminal(400, 24);
            ChildProcess shell = terminal.shell();
            title("With daemon4j: another terminal, and the command is typed");
            String options = " --port " + port + " --pid-file " + pidFile;
            terminal.type(java + " -jar " + jar + " start" + options + "; echo \"exit status $?\"\n");
            terminal.awaitText("exit status 0");
            show(terminal);

            title("The prompt is back, and this is what runs now");
            ProcessInfo daemon = DaemonControl.of(pidFile).process().orElseThrow();
            table(List.of(info(shell), daemon));
            List<ProcessRow> detached = ProcessRow.of(info(shell), daemon);
            out.println("   " + daemon.explainRole());
            require(daemon.role() == ProcessRole.DAEMON, "the server is a daemon");
            require(daemon.terminal().is(Reason.NONE), "it has let go of " + terminal.slavePath());
            require(!daemon.isSessionLeader(), "it leads no session, so it can get no other terminal");
            require(daemon.parentPid() != shell.pid(), "it is no child of the shell any more");

            title("The terminal is closed");
            terminal.hangUp();
            shell.awaitExit();
            out.println("   the shell (pid " + shell.pid() + ") has ended; GET / says");
            out.println("   " + get(port));
            require(daemon.isAlive(), "the server has survived the hang-up");

            title("The server is stopped");
            StopResult stopped = DaemonControl.of(pidFile).stop(Duration.ofSeconds(10));
            out.println("   pid " + stopped.pid() + " " + stopped.outcome() + " after "
                    + stopped.took().toMillis() + " ms");
            require(!daemon.isAlive(), "it is gone");
            require(Files.notExists(pidFile), "and so is its pid file");
            if (picture != null) {
                Files.writeString(picture, ProcessPicture.of(attached, detached));
            }
        } finally {
            Files.deleteIfExists(pidFile);
            Files.delete(directory);
        }
    }

    /** A server in the background of a shell; what was seen of both. */
    private List<ProcessRow> withoutIt(ProcessScope scope) throws URISyntaxException {
        PtyTerminal terminal = scope.terminal(400, 24);
        ChildProcess shell = terminal.shell();
        title("A server started with &, in a terminal of its own");
        Path classes = Path.of(PlainServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        terminal.type(java + " -cp " + classes + " " + PlainServer.class.getName() + " &\n");
        terminal.awaitText("serving");
        ProcessInfo server = info(shell).children().get(0);
        table(List.of(info(shell), server));
        List<ProcessRow> seen = ProcessRow.of(info(shell), server);
        ObservedProcess held = scope.observe(server.pid());
        terminal.hangUp();
        shell.awaitExit();
        held.awaitEnd();
        out.println("   + the terminal is closed, and the server (pid " + server.pid() + ") is gone with it");
        return seen;
    }

    private static ProcessInfo info(ChildProcess process) {
        return ProcessInfo.of(process.pid()).orElseThrow();
    }

    private void title(String title) {
        out.println();
        out.println("== " + title);
    }

    private void table(List<ProcessInfo> processes) {
        out.printf(ROW, "PID", "PPID", "PGID", "SID", "TTY", "ROLE", "COMMAND");
        for (ProcessInfo process : processes) {
            out.printf(
                    ROW,
                    process.pid(),
                    process.parentPid(),
                    process.processGroupId(),
                    process.sessionId(),
                    process.terminal().map(Terminal::name).orElse("?"),
                    process.role(),
                    shortened(String.join(" ", process.commandLine().orElse(List.of()))));
        }
    }

    /** Paths are long, and only their last element tells something here. */
    private static String shortened(String command) {
        return command.replaceAll("(?<!\\S)/\\S*/", "");
    }

    /** What has appeared on the terminal, as a person would have seen it. */
    private void show(PtyTerminal terminal) {
        String text = terminal.transcript().text(Transcript.Stream.TTY);
        for (String line : text.split("\r?\n")) {
            out.println("   | " + shortened(line));
        }
    }

    private static String get(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void require(boolean held, String claim) {
        if (!held) {
            throw new IllegalStateException("not so: " + claim);
        }
        out.println("   + " + claim);
    }
}

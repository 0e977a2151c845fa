/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person types, one command after another, about one {@link UserServer}, in a directory of its own: each command is a
 * row of the table.
 */
final class Story {

    /** Something that a test does, or looks at. */
    interface Act {

        void on(Told told) throws Exception;
    }

    /** A row. */
    private static final class Row {

        /** What the person finds. */
        final String where;

        /** The words, as a shell takes them, without quotes. */
        final String typed;

        /** The exit status that is expected; -1 if the command goes on. */
        int status;

        /** What is expected on standard output, and on standard error, with PID and DIR for what differs. */
        String out = "";

        String err = "";
        final List<Act> before = new ArrayList<>();
        final List<Act> after = new ArrayList<>();

        Row(String where, String typed) {
            this.where = where;
            this.typed = typed;
        }
    }

    private final String name;
    private final JavaHome java;
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    Story(String name, JavaHome java) {
        this.name = name;
        this.java = java;
        properties.put("pid", "DIR/server.pid");
        properties.put("log", "DIR/server.log");
    }

    /** Of {@link UserServer}: {@code body}, {@code main} and the options; {@code DIR} is the story's directory. */
    Story with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    Story without(String property) {
        properties.remove(property);
        return this;
    }

    /** The next row. */
    Story types(String where, String typed) {
        rows.add(new Row(where, typed));
        return this;
    }

    /** What is done before it is typed. */
    Story after(Act act) {
        last().before.add(act);
        return this;
    }

    Story exits(int status) {
        last().status = status;
        return this;
    }

    /** The command goes on until an act ends it. */
    Story goesOn() {
        return exits(-1);
    }

    Story says(String... lines) {
        last().out = lines(lines);
        return this;
    }

    Story complains(String... lines) {
        last().err = lines(lines);
        return this;
    }

    /** What is seen when it has ended; if it goes on, while it does. */
    Story and(Act act) {
        last().after.add(act);
        return this;
    }

    Story daemonHas(String... words) {
        return and(told -> assertThat(told.log()).contains("serves " + Arrays.toString(words) + "\n"));
    }

    Story logEndsWith(String... lines) {
        return and(told -> told.awaitLogEnd(lines(lines)));
    }

    private static String lines(String... lines) {
        return lines.length == 0 ? "" : String.join("\n", lines) + "\n";
    }

    private Row last() {
        return rows.get(rows.size() - 1);
    }

    int size() {
        return rows.size();
    }

    String describe(int row) {
        return name + ": " + rows.get(row).where + ": server " + rows.get(row).typed;
    }

    /** Types everything; a row that failed ends it. */
    List<Outcome> tell(Path directory) {
        try (ProcessScope scope = ProcessScope.open()) {
            Told told = new Told(Files.createDirectories(directory), scope);
            for (Row row : rows) {
                outcomes.add(told.row(row));
            }
        } catch (Exception | AssertionError failure) {
            while (outcomes.size() < rows.size()) {
                outcomes.add(new Outcome("", failure));
            }
        }
        return outcomes;
    }

    /**
     * What has become of a row.
     *
     * @param markdown the line of the table; empty if it failed
     * @param failure null if all was as expected
     */
    record Outcome(String markdown, @Nullable Throwable failure) {}

    /** The story while it is told. */
    final class Told {

        private final Path directory;
        private final ProcessScope scope;
        private ChildProcess running;

        Told(Path directory, ProcessScope scope) {
            this.directory = directory;
            this.scope = scope;
            running = scope.command("true").start();
        }

        private Outcome row(Row row) throws Exception {
            for (Act act : row.before) {
                act.on(this);
            }
            running = type(row.typed);
            if (row.status >= 0) {
                check(row);
            }
            for (Act act : row.after) {
                act.on(this);
            }
            if (row.status < 0) {
                check(row);
            }
            return new Outcome(
                    "| "
                            + String.join(
                                    " | ",
                                    name,
                                    row.where,
                                    "`" + (row.typed.isEmpty() ? " " : row.typed) + "`",
                                    Integer.toString(running.awaitExit().shellCode()),
                                    cell(show(Facts.out(running))),
                                    cell(show(Facts.err(running))),
                                    Integer.toString(java.feature()))
                            + " |",
                    null);
        }

        private void check(Row row) {
            int status = running.awaitExit().shellCode();
            running.awaitEndOfOutput();
            String out = show(Facts.out(running));
            String err = show(Facts.err(running));
            assertThat(status + "\n--- out\n" + out + "--- err\n" + err)
                    .as("%s: %s: server %s", name, row.where, row.typed)
                    .isEqualTo(
                            (row.status < 0 ? status : row.status) + "\n--- out\n" + row.out + "--- err\n" + row.err);
        }

        private ChildJvm type(String typed) {
            ChildJvm.Builder jvm = scope.jvm(UserServer.class)
                    .javaHome(java.path())
                    .workingDirectory(directory)
                    .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
            if (java.feature() >= 24) {
                jvm.jvmOptions("--enable-native-access=ALL-UNNAMED");
            }
            properties.forEach((property, value) ->
                    jvm.jvmOptions("-D" + property + "=" + value.replace("DIR", directory.toString())));
            environment.forEach(jvm::environment);
            return jvm.arguments(typed.isEmpty() ? new String[0] : typed.split(" ", -1))
                    .start();
        }

        /** What differs from run to run has one form. */
        private String show(String text) {
            return text.replace(directory.toString(), "DIR")
                    .replaceAll("(pid )[0-9]+", "$1PID")
                    .replaceAll("\"pid\":[0-9]+", "\"pid\":PID")
                    .replaceAll("\"since\":\"[-0-9T:.]+Z\"", "\"since\":\"TIME\"")
                    .replaceAll("ends [0-9.]+ s after", "ends N s after")
                    .replaceAll("lambda.serve.[0-9]+\\(UserServer.java:[0-9]+\\)", "lambda(UserServer.java)")
                    .replaceAll("after [0-9.]+ s", "after N s")
                    .replaceAll("(?m)^\t(at .*|\\.\\.\\. .*more)\n", "");
        }

        ChildProcess command() {
            return running;
        }

        Path file(String file) {
            return directory.resolve(file);
        }

        String log() {
            return Facts.content(file("server.log"));
        }

        void awaitLogEnd(String end) {
            Facts.await("the log ends with " + end, () -> show(log()).endsWith(end));
        }

        void with(String property, String value) {
            properties.put(property, value);
        }

        /** Types what is no row. */
        void run(String typed) {
            type(typed).awaitExit();
        }

        void environment(String variable, String value) {
            environment.put(variable, value);
        }

        void forget(String variable) {
            environment.remove(variable);
        }

        DaemonControl control() {
            return DaemonControl.of(file("server.pid"));
        }

        ProcessInfo daemon() {
            return control().process().orElseThrow();
        }

        void signal(Signal signal) throws IOException {
            ProcessInfo daemon = daemon();
            daemon.signal(signal);
            Facts.await("it ends", () -> !daemon.isAlive());
        }

        StopResult.Outcome stop() {
            return control().stop().outcome();
        }
    }

    private static String cell(String text) {
        return text.strip().replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>");
    }
}

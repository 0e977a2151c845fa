/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a developer has macOS or Windows: a server runs in the foreground, and its life is the same. */
@DaemonTest
class NoBackendIT {

    @TempDir
    private Path directory;

    private ChildJvm.Builder server(ProcessScope scope, String system, String... words) {
        return scope.jvm(UserServer.class)
                .workingDirectory(directory)
                .jvmOptions(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dos.name=" + system,
                        "-Dpid=server.pid",
                        "-Dlog=" + directory.resolve("server.log"))
                .arguments(words);
    }

    private static String stays(String system) {
        return "server: stays in the foreground: daemon4j has no backend for " + system + "; there is no pid file\n";
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, start", "Mac OS X, run", "Windows 11, start", "Windows 11, run"})
    void start_and_run_stay_in_the_foreground_and_say_so_once(String system, String verb, ProcessScope scope)
            throws IOException {
        Files.writeString(directory.resolve("server.yml"), "port: 80\n");
        ChildJvm server = server(scope, system, verb, "server.yml", "--port", "8080")
                .jvmOptions("-Dbody=reads", "-DreadyFile=" + directory.resolve("ready"))
                .start();
        server.awaitText("serves [server.yml, --port, 8080]\n");
        server.awaitText("read port: 80\n");
        Facts.await("the body has returned", () -> Files.exists(directory.resolve("ready")));

        server.signal(Signal.INT); // as Ctrl-C

        assertThat(server.awaitExit().shellCode()).isEqualTo(130);
        server.awaitEndOfOutput();
        assertThat(Facts.out(server)).endsWith("read port: 80\nlistener closed\ndatabase closed\n");
        assertThat(Facts.err(server)).isEqualTo(stays(system));
        assertThat(directory.resolve("server.pid")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"execute", "picocli", "without exit", "Daemon.start"})
    void a_server_that_stops_itself_has_succeeded(String main, ProcessScope scope) throws IOException {
        Files.createFile(directory.resolve("go"));
        ChildJvm server = server(
                        scope, "Mac OS X", main.equals("Daemon.start") ? new String[0] : new String[] {"start"})
                .jvmOptions("-Dmain=" + main, "-Dbody=stops itself", "-Dgo=" + directory.resolve("go"))
                .start();

        assertThat(server.awaitExit().shellCode()).isZero();
        server.awaitEndOfOutput();
        assertThat(Facts.out(server)).contains("listener closed\n").contains("database closed\n");
        assertThat(Facts.err(server)).isEqualTo(stays("Mac OS X"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mac OS X", "Windows 11"})
    void a_server_that_cannot_come_up_fails(String system, ProcessScope scope) {
        ChildJvm server =
                server(scope, system, "start").jvmOptions("-Dbody=throws").start();

        assertThat(server.awaitExit().shellCode()).isEqualTo(1);
        server.awaitEndOfOutput();
        assertThat(Facts.out(server)).isEqualTo("serves []\ndatabase closed\n");
        assertThat(Facts.err(server))
                .startsWith(stays(system) + "java.lang.IllegalStateException: no licence\n")
                .endsWith("\nserver: start-up failed: java.lang.IllegalStateException: no licence\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Mac OS X   | stop    | 3 | what runs cannot be stopped from here; end it with Ctrl-C",
                "Mac OS X   | restart | 3 | what runs cannot be stopped from here; end it with Ctrl-C, and start it again",
                "Mac OS X   | upgrade | 3 | it cannot be known whether a daemon runs",
                "Mac OS X   | status  | 4 | it cannot be known whether a daemon runs",
                "Windows 11 | stop    | 3 | what runs cannot be stopped from here; end it with Ctrl-C",
                "Windows 11 | status  | 4 | it cannot be known whether a daemon runs",
            })
    void a_verb_about_another_process_says_what_is_missing(
            String system, String verb, int status, String problem, ProcessScope scope) {
        ChildJvm server = server(scope, system, verb).start();

        assertThat(server.awaitExit().shellCode()).isEqualTo(status);
        server.awaitEndOfOutput();
        assertThat(Facts.out(server)).isEmpty();
        assertThat(Facts.err(server))
                .isEqualTo("server: " + problem + ": daemon4j has no backend for " + system + "\n");
    }

    @ParameterizedTest
    @CsvSource({"spawn, sleep cannot be started as a daemon", "facts, processes cannot be read"})
    void a_call_about_another_process_says_what_is_missing(String main, String problem, ProcessScope scope) {
        ChildJvm server = server(scope, "Mac OS X").jvmOptions("-Dmain=" + main).start();

        assertThat(server.awaitExit().shellCode()).isEqualTo(1);
        server.awaitEndOfOutput();
        assertThat(Facts.err(server))
                .contains("UnsupportedOperationException: " + problem + ": daemon4j has no backend for Mac OS X\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mac OS X", "Windows 11"})
    void a_log_is_a_file_everywhere(String system, ProcessScope scope) throws IOException {
        Files.writeString(directory.resolve("server.log"), "one\ntwo\nthree\n");
        ChildJvm server = server(scope, system, "logs", "-n", "2").start();

        assertThat(server.awaitExit().shellCode()).isZero();
        server.awaitEndOfOutput();
        assertThat(Facts.out(server)).isEqualTo("two\nthree\n");
        assertThat(Facts.err(server)).isEmpty();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.pidIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** Where a server is started decides whether it detaches. */
@DaemonTest
class ModesIT {

    @TempDir
    private Path directory;

    @EachJava
    void it_stays_in_the_foreground_where_the_environment_says_so(JavaHome java, ProcessScope scope) {
        Path facts = directory.resolve("facts");
        Path pidFile = directory.resolve("server.pid");
        ChildJvm server = java.server(scope, "pid:" + pidFile, "timeout:20000", "detach", "ready", "facts:" + facts)
                .environment("DAEMON4J_MODE", "foreground")
                .start();

        assertThat(awaitContent(facts, "FOREGROUND\n")).contains("DAEMON4J_MODE=foreground");
        assertThat(server.isAlive()).isTrue();
        assertThat(server.awaitLine("stays")).isEqualTo("server: stays in the foreground: DAEMON4J_MODE=foreground");
        assertThat(pidIn(pidFile)).isEqualTo(server.pid());
        server.signal(Signal.TERM);
        assertThat(server.awaitExit().shellCode()).isZero();
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void a_file_that_the_user_named_is_found_where_it_stays_too(JavaHome java, ProcessScope scope) throws IOException {
        Files.writeString(directory.resolve("server.yaml"), "port: 80\n");
        ChildJvm server = java.server(scope, "command:run", "readFromLaunch:server.yaml")
                .workingDirectory(directory)
                .start();

        assertThat(server.awaitLine("read")).isEqualTo("read port: 80");
    }

    @EachJava
    @JdkDependent("what a JVM is at its start")
    void run_stays_in_the_foreground_and_start_does_not(JavaHome java, ProcessScope scope) {
        Path facts = directory.resolve("facts");
        Path pidFile = directory.resolve("server.pid");
        ChildJvm server = java.server(scope, "pid:" + pidFile, "command:run", "facts:" + facts)
                .start();

        awaitContent(facts, "FOREGROUND\n");
        assertThat(pidIn(pidFile)).isEqualTo(server.pid());
        ChildJvm start = java.server(scope, "pid:" + pidFile, "command:start").start();
        assertThat(start.awaitExit().code()).hasValue(0);
        assertThat(Facts.out(start)).isEqualTo("server is already running (pid " + server.pid() + ")\n");
    }

    @EachJava
    void where_a_supervisor_runs_it_another_one_that_runs_is_a_failure(JavaHome java, ProcessScope scope) {
        Path facts = directory.resolve("facts");
        Path pidFile = directory.resolve("server.pid");
        ChildJvm first = java.server(scope, "pid:" + pidFile, "command:run", "facts:" + facts)
                .start();
        awaitContent(facts, "FOREGROUND\n");

        ChildJvm run = java.server(scope, "pid:" + pidFile, "command:run").start();
        ChildProcess unit = java.serverAfter(scope, "export SYSTEMD_EXEC_PID=$$", "pid:" + pidFile, "command:start")
                .start();

        assertThat(run.awaitExit().code()).hasValue(1);
        assertThat(unit.awaitExit().code()).hasValue(1);
        run.awaitEndOfOutput();
        assertThat(err(run)).contains("server is already running (pid " + first.pid() + ")\n");
        assertThat(first.isAlive()).isTrue();
    }

    @EachJava
    void a_notify_socket_of_somebody_elses_service_is_not_told(JavaHome java, PtyTerminal terminal, ProcessScope scope)
            throws IOException {
        Path job = directory.resolve("job");
        Path person = directory.resolve("person");
        String address = directory.resolve("notify").toString();
        try (NotifySocket manager = NotifySocket.bind(address)) {
            ChildJvm launcher = java.server(scope, "detach", "facts:" + job)
                    .environment("NOTIFY_SOCKET", address)
                    .environment(
                            "SYSTEMD_EXEC_PID",
                            Long.toString(ProcessHandle.current().pid()))
                    .start();
            ChildJvm onTerminal = terminal.spawn(
                    java.server(scope, "detach", "facts:" + person).environment("NOTIFY_SOCKET", address));

            assertThat(daemonOf(launcher).pid()).isNotEqualTo(launcher.pid());
            assertThat(daemonOf(onTerminal).pid()).isNotEqualTo(onTerminal.pid());
            awaitContent(job, "DETACHED\n");
            awaitContent(person, "DETACHED\n");
            assertThat(manager.isEmpty()).isTrue();
        }
    }

    @EachJava
    void a_script_that_is_the_service_hears_what_the_unit_needs(JavaHome java, ProcessScope scope) throws IOException {
        String address = directory.resolve("notify").toString();
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "export SYSTEMD_EXEC_PID=$$ NOTIFY_SOCKET=" + address + "; \"$@\"; true", "sh"));
        command.addAll(java.server(scope, "detach", "ready").command());
        try (NotifySocket manager = NotifySocket.bind(address)) {
            ChildProcess script = scope.command(command.toArray(new String[0])).start();

            assertThat(script.awaitLine("stays in the foreground"))
                    .contains("NotifyAccess=all", "sh (pid " + script.pid());
            assertThat(manager.receive()).isEqualTo("READY=1");
        }
    }

    @EachJava
    void below_the_init_of_a_container_it_stays(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("make a pid namespace");
        needs(scope, "make a pid namespace", "unshare", "--pid", "--fork", "--mount-proc", "true");
        Path init = Files.copy(Path.of("/bin/sh").toRealPath(), directory.resolve("tini"));
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                init.toString(),
                "-c",
                "\"$@\"; true",
                "sh"));
        command.addAll(java.server(scope, "detach", "ready").command());

        ChildProcess container = scope.command(command.toArray(new String[0])).start();

        assertThat(container.awaitLine("server: stays in the foreground"))
                .contains("process 1 is tini", "DAEMON4J_MODE=detached");
    }

    @EachJava
    void below_a_shell_that_is_process_1_it_detaches_and_warns(JavaHome java, ProcessScope scope) {
        needsRoot("make a pid namespace");
        needs(scope, "make a pid namespace", "unshare", "--pid", "--fork", "--mount-proc", "true");
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                "-c",
                "\"$@\"; echo rc $?; true",
                "sh"));
        command.addAll(java.server(scope, "detach", "ready").command());

        ChildProcess container = scope.command(command.toArray(new String[0])).start();

        container.awaitLine("server: process 1 of this container is a shell (sh)");
        container.awaitLine("rc 0");
    }

    @EachJava
    void under_systemd_it_stays_and_tells_the_notify_socket(JavaHome java, ProcessScope scope) {
        for (String address : List.of(directory.resolve("notify").toString(), "@daemon4j-it-" + UUID.randomUUID())) {
            Path facts = directory.resolve(address.startsWith("@") ? "facts-abstract" : "facts-path");
            try (NotifySocket manager = NotifySocket.bind(address)) {
                ChildJvm server = java.server(
                                scope,
                                "detach",
                                "status:loading",
                                "extend:90000",
                                "extend:" + Long.MAX_VALUE,
                                "ready:serving\n7 users",
                                "ready",
                                "facts:" + facts)
                        .environment("NOTIFY_SOCKET", address)
                        .start();

                assertThat(manager.receive()).isEqualTo("STATUS=loading");
                assertThat(manager.receive()).isEqualTo("EXTEND_TIMEOUT_USEC=90000000");
                assertThat(manager.receive()).isEqualTo("EXTEND_TIMEOUT_USEC=" + Long.MAX_VALUE);
                assertThat(manager.receive()).isEqualTo("READY=1\nSTATUS=serving 7 users");
                assertThat(awaitContent(facts, "SYSTEMD\n")).contains("NOTIFY_SOCKET=" + address);
                assertThat(manager.isEmpty()).as("ready is said once").isTrue();
                assertThat(server.isAlive()).isTrue();
                assertThat(err(server)).isEmpty();
            }
        }
    }

    @EachJava
    void a_manager_that_cannot_be_told_is_said_once_and_the_server_serves(JavaHome java, ProcessScope scope) {
        Path facts = directory.resolve("facts");
        for (String address : List.of(directory.resolve("nobody").toString(), "vsock:2:1234")) {
            ChildJvm server = java.server(
                            scope, "detach", "status:loading", "ready:serving", "facts:" + facts, "exit:0")
                    .environment("NOTIFY_SOCKET", address)
                    .start();

            assertThat(server.awaitExit().code()).hasValue(0);
            server.awaitEndOfOutput();
            assertThat(err(server).lines().filter(line -> line.contains(address)))
                    .singleElement()
                    .asString()
                    .startsWith("server: ");
            assertThat(content(facts)).startsWith("SYSTEMD\n");
        }
    }

    @EachJava
    void a_failure_ends_the_process_although_no_manager_can_be_told(JavaHome java, ProcessScope scope) {
        Path nobody = directory.resolve("nobody");
        ChildJvm server = java.server(scope, "detach", "fail:78:port 80 is taken")
                .environment("NOTIFY_SOCKET", nobody.toString())
                .start();

        assertThat(server.awaitExit().code()).hasValue(78);
        server.awaitEndOfOutput();
        assertThat(err(server))
                .contains("port 80 is taken\n", "cannot tell the service manager at NOTIFY_SOCKET=" + nobody, "ENOENT");
    }

    @EachJava
    void where_jna_cannot_be_loaded_the_manager_is_not_told_but_the_cure_is(JavaHome java, ProcessScope scope) {
        ChildJvm server = java.server(scope, "detach", "ready", "exit:0")
                .jvmOptions("-Djna.nosys=true", "-Djna.noclasspath=true")
                .environment("NOTIFY_SOCKET", directory.resolve("nobody").toString())
                .start();

        assertThat(server.awaitExit().code()).hasValue(0);
        server.awaitEndOfOutput();
        assertThat(err(server))
                .contains("server: JNA cannot load its native library")
                .doesNotContain("\tat ");
    }

    @EachJava
    void a_process_that_systemd_started_itself_stays(JavaHome java, ProcessScope scope) {
        Path facts = directory.resolve("facts");
        ChildProcess server = java.serverAfter(scope, "export SYSTEMD_EXEC_PID=$$", "detach", "facts:" + facts)
                .start();

        assertThat(awaitContent(facts, "SYSTEMD\n")).contains("SYSTEMD_EXEC_PID=" + server.pid());
        assertThat(server.isAlive()).isTrue();
    }

    @EachJava
    void a_unit_of_type_forking_detaches(JavaHome java, ProcessScope scope) {
        Path pidFile = directory.resolve("server.pid");
        ChildProcess launcher = java.serverAfter(
                        scope, "export SYSTEMD_EXEC_PID=$$ PIDFILE=" + pidFile, "pid:" + pidFile, "detach")
                .start();

        ObservedProcess daemon = daemonOf(launcher);

        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid()).isNotEqualTo(launcher.pid());
    }

    @EachJava
    void the_manager_of_another_process_does_not_count(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "detach")
                .environment("SYSTEMD_EXEC_PID", "1")
                .start();

        assertThat(daemonOf(launcher).pid()).isNotEqualTo(launcher.pid());
    }

    @EachJava
    @JdkDependent("its inherited channel")
    void with_a_network_socket_as_standard_input_it_stays(JavaHome java, ProcessScope scope) throws IOException {
        needs(scope, "open a socket as descriptor 0", "bash", "-c", "help test");
        Path facts = directory.resolve("facts");
        try (java.net.ServerSocket listener = NotifySocket.listener()) {
            List<String> command = new ArrayList<>(List.of(
                    "bash", "-c", "exec 0<>/dev/tcp/127.0.0.1/" + listener.getLocalPort() + "; exec \"$@\"", "bash"));
            command.addAll(java.server(scope, "detach", "facts:" + facts).command());

            ChildProcess server = scope.command(command.toArray(new String[0])).start();

            assertThat(awaitContent(facts, "INETD\n")).contains("socket");
            assertThat(server.isAlive()).isTrue();
            assertThat(err(server)).as("the client would read it").isEmpty();
        }
    }

    @EachJava
    void process_1_of_a_container_stays(JavaHome java, ProcessScope scope) {
        needsRoot("make a pid namespace");
        needs(scope, "make a pid namespace", "unshare", "--pid", "--fork", "--mount-proc", "true");
        Path facts = directory.resolve("facts");
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
        command.addAll(java.server(scope, "detach", "facts:" + facts).command());

        ChildProcess container = scope.command(command.toArray(new String[0])).start();

        assertThat(awaitContent(facts, "CONTAINER\n")).contains("process 1");
        container.awaitLine("server: stays in the foreground: it is process 1");
        container.awaitDescendant("be the server", process -> process.pid() != container.pid());
    }

    @EachJava
    void an_unknown_mode_is_refused(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "command:start")
                .environment("DAEMON4J_MODE", "sideways")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);
        assertThat(err(launcher)).contains("server: DAEMON4J_MODE=sideways is none of [DETACHED, ");
    }
}

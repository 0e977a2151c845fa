/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.Signal;
import io.github.daemon4j.examples.machines.SshServer;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** hadoop.jar as a person uses it: real terminals, real logins, real HDFS and YARN. */
@DaemonTest
class HadoopIT {

    private static final Path JAR = Path.of("target/hadoop.jar").toAbsolutePath();
    private static final Duration SLOW = Duration.ofMinutes(2);
    private static final String TEXT = "kept through hang-up, logout and kill -9\n";

    @TempDir
    Path directory;

    private List<String> options;

    @BeforeEach
    void choosePorts() throws IOException {
        assumeThat(Runtime.version().feature())
                .as("Hadoop's servers not tested: Hadoop 3.4.1 does not run on this Java")
                .isLessThanOrEqualTo(22);
        options = List.of(
                "--home",
                directory.resolve("home").toString(),
                "-Dfs.defaultFS=hdfs://127.0.0.1:" + ProcessScope.freePort(),
                "-Ddfs.namenode.http-address=127.0.0.1:0",
                "-Ddfs.datanode.address=127.0.0.1:0",
                "-Ddfs.datanode.http.address=127.0.0.1:0",
                "-Ddfs.datanode.ipc.address=127.0.0.1:0",
                "-Dyarn.resourcemanager.address=127.0.0.1:" + ProcessScope.freePort(),
                "-Dyarn.resourcemanager.scheduler.address=127.0.0.1:" + ProcessScope.freePort(),
                "-Dyarn.resourcemanager.resource-tracker.address=127.0.0.1:" + ProcessScope.freePort(),
                "-Dyarn.resourcemanager.admin.address=127.0.0.1:" + ProcessScope.freePort(),
                "-Dyarn.resourcemanager.webapp.address=127.0.0.1:" + ProcessScope.freePort(),
                "-Dyarn.nodemanager.address=127.0.0.1:0",
                "-Dyarn.nodemanager.localizer.address=127.0.0.1:" + ProcessScope.freePort(),
                "-Dyarn.nodemanager.webapp.address=127.0.0.1:0",
                "-Dmapreduce.shuffle.port=0");
    }

    /** What was started below sshd carries no mark of the scope. */
    @AfterEach
    void stopAll() {
        for (Role role : Role.values()) {
            control(role).stop(Duration.ZERO);
        }
    }

    @Test
    void a_cluster_keeps_its_file_through_a_hang_up_and_the_death_of_its_data_node(
            ProcessScope scope, PtyTerminal terminal) throws Exception {
        ChildProcess shell = terminal.shell();
        terminal.type(typed("cluster", "start") + "; echo \"exit status $?\"\n");
        terminal.awaitText("exit status 0", SLOW);
        assertThat(put(scope)).isZero();
        assertThat(cat(scope)).isEqualTo(TEXT);
        assertThat(clusterStatus(scope, 0))
                .anySatisfy(
                        row -> assertThat(row).matches("namenode +running .* daemon .*safe mode off, data nodes: 1"))
                .anySatisfy(row -> assertThat(row).matches("resourcemanager +running .* daemon .*node managers: 1"));

        terminal.hangUp();
        shell.awaitExit();
        for (Role role : Role.values()) {
            ProcessInfo server = control(role).process().orElseThrow();
            assertThat(server.role()).as(server.explainRole()).isEqualTo(ProcessRole.DAEMON);
            assertThat(server.terminal().is(Fact.Reason.NONE)).isTrue();
        }
        assertThat(cat(scope)).isEqualTo(TEXT);

        ProcessInfo dataNode = control(Role.DATANODE).process().orElseThrow();
        dataNode.signal(Signal.KILL);
        dataNode.onExit().get(10, TimeUnit.SECONDS);
        assertThat(hadoop(scope, "datanode", "status").awaitExit(SLOW).code()).hasValue(1);
        assertThat(clusterStatus(scope, 1))
                .anySatisfy(row -> assertThat(row).matches("datanode +dead +- .*"))
                .anySatisfy(row -> assertThat(row).startsWith("namenode         running"));

        PtyTerminal another = scope.terminal();
        ChildProcess itsShell = another.shell();
        another.type(typed("datanode", "start") + "; echo \"exit status $?\"\n");
        another.awaitText("exit status 0", SLOW);
        another.hangUp();
        itsShell.awaitExit();
        assertThat(cat(scope)).isEqualTo(TEXT);

        ChildProcess stop = hadoop(scope, "cluster", "stop");
        assertThat(stop.awaitExit(SLOW).code()).hasValue(0);
        assertThat(stop.transcript().lines(Stream.OUT))
                .extracting(line -> line.replaceAll(" \\(.*", ""))
                .containsExactly(
                        "nodemanager stopped", "resourcemanager stopped", "datanode stopped", "namenode stopped");
        assertThat(clusterStatus(scope, 3)).noneMatch(row -> row.contains("running"));
    }

    @Test
    void a_data_node_started_in_an_ssh_session_serves_after_the_logout(ProcessScope scope) throws Exception {
        try (SshServer ssh = SshServer.start(scope, directory)) {
            assertThat(hadoop(scope, "namenode", "format").awaitExit(SLOW).code())
                    .hasValue(0);
            assertThat(hadoop(scope, "namenode", "start").awaitExit(SLOW).code())
                    .hasValue(0);
            ChildProcess session = ssh.login();
            session.send(typed("datanode", "start") + "; echo \"exit status $?\"");
            assertThat(session.awaitLine(line -> line.startsWith("exit status ")))
                    .startsWith("exit status 0");
            assertThat(put(scope)).isZero();

            session.send("exit 0");
            assertThat(session.awaitExit(SLOW).code()).hasValue(0);
            assertThat(control(Role.DATANODE).status()).isEqualTo(DaemonStatus.RUNNING);
            assertThat(cat(scope)).isEqualTo(TEXT);
        }
    }

    private int put(ProcessScope scope) throws IOException {
        Path file = Files.writeString(directory.resolve("kept.txt"), TEXT);
        return hadoop(scope, "fs", "--", "-put", file.toString(), "/kept.txt")
                .awaitExit(SLOW)
                .shellCode();
    }

    private String cat(ProcessScope scope) {
        ChildProcess cat = hadoop(scope, "fs", "--", "-cat", "/kept.txt");
        cat.awaitExit(SLOW);
        return cat.transcript().text(Stream.OUT);
    }

    private List<String> clusterStatus(ProcessScope scope, int exitStatus) {
        ChildProcess status = hadoop(scope, "cluster", "status");
        assertThat(status.awaitExit(SLOW).code()).hasValue(exitStatus);
        return status.transcript().lines(Stream.OUT);
    }

    private ChildProcess hadoop(ProcessScope scope, String... arguments) {
        return scope.command(command(arguments).toArray(new String[0])).start();
    }

    private String typed(String... arguments) {
        return String.join(" ", command(arguments));
    }

    /** The options come after the verbs and before "--". */
    private List<String> command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        int end = words.indexOf("--");
        words.addAll(end < 0 ? words.size() : end, options);
        words.addAll(
                0, List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", JAR.toString()));
        return words;
    }

    private DaemonControl control(Role role) {
        return DaemonControl.of(directory.resolve("home/run/" + role + ".pid"));
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.RoleEvidence.Kind;
import io.github.daemon4j.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sshd on a loopback port, with keys of its own, and who is who in it. */
@DaemonTest
class SshRolesIT {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SEPARATION = Path.of("/run/sshd");

    @TempDir
    Path directory;

    private final List<ProcessInfo> toEnd = new ArrayList<>();
    private boolean madeSeparation;
    private int port;
    private ProcessInfo listener;

    @BeforeEach
    void startSshd(ProcessScope scope) throws Exception {
        assumeThat(Files.isExecutable(SSHD))
                .as("roles below sshd not tested: package openssh-server is missing")
                .isTrue();
        assumeThat(ProcessInfo.current().effectiveUid())
                .as("roles below sshd not tested: only root can start one that logs users in")
                .isZero();
        if (!Files.exists(SEPARATION)) {
            Files.createDirectory(SEPARATION); // what the service's start-up file does
            madeSeparation = true;
        }
        key(scope, "host");
        key(scope, "user");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path pidFile = directory.resolve("sshd.pid");
        Path config = Files.write(
                directory.resolve("sshd_config"),
                List.of(
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + directory.resolve("host"),
                        "AuthorizedKeysFile " + directory.resolve("user.pub"),
                        "PidFile " + pidFile,
                        "StrictModes no",
                        "UsePAM no",
                        "PrintMotd no",
                        "PrintLastLog no",
                        "PermitRootLogin yes"));
        ChildProcess start = scope.command(
                        SSHD.toString(),
                        "-f",
                        config.toString(),
                        "-E",
                        directory.resolve("log").toString())
                .start();
        assertThat(start.awaitExit().code()).hasValue(0);
        Deadline.after(scope.timeout()).await(() -> pid(pidFile).isPresent());
        listener = ProcessInfo.of(pid(pidFile).orElseThrow()).orElseThrow();
        toEnd.add(listener);
    }

    @AfterEach
    void endAll() throws Exception {
        if (listener != null) {
            ProcessTable.snapshot().descendants(listener.pid()).forEach(toEnd::add);
        }
        for (ProcessInfo process : toEnd) {
            process.signal(Signal.KILL);
        }
        for (ProcessInfo process : toEnd) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        if (madeSeparation) {
            Files.deleteIfExists(SEPARATION);
        }
    }

    @Test
    void a_login_with_a_terminal_and_what_it_leaves_behind(ProcessScope scope) {
        ChildProcess client = ssh(scope, "-tt");
        client.send("PS1=; nohup sleep 2001 >/dev/null 2>&1 &");
        client.send("setsid -f sleep 2003 >/dev/null 2>&1; sleep 2002");
        ProcessInfo nohup = running("sleep 2001");
        ProcessInfo detached = running("sleep 2003");
        ProcessInfo job = running("sleep 2002");
        ProcessInfo shell = job.parent().orElseThrow();

        assertKind(listener.pid(), Kind.SESSION_LEADER);
        assertKind(job.pid(), Kind.FOREGROUND_JOB);
        assertKind(nohup.pid(), Kind.BACKGROUND_JOB);
        assertKind(shell.pid(), Kind.BACKGROUND_JOB);
        assertKind(detached.pid(), Kind.SESSION_LEADER);
        assertThat(shell.isSessionLeader()).isTrue();
        List<ProcessInfo> ancestors = job.ancestors();
        assertThat(ancestors).startsWith(shell).contains(listener);
        List<ProcessInfo> servers = ancestors.subList(1, ancestors.indexOf(listener));
        assertThat(servers).isNotEmpty().allSatisfy(server -> {
            // The title names the terminal; the process has none.
            assertThat(String.join(" ", server.commandLine())).startsWith("sshd");
            assertThat(server.terminal()).isEmpty();
            assertThat(server.roleEvidence().kind()).isIn(Kind.SESSION_LEADER, Kind.SESSION_MEMBER);
        });
        assertThat(servers.get(servers.size() - 1).roleEvidence().kind()).isEqualTo(Kind.SESSION_LEADER);
        String tree = ProcessTable.snapshot()
                .tree(List.of(listener), io.github.daemon4j.TreeStyle.ASCII, ProcessInfo::command);
        assertThat(tree).startsWith("sshd---sshd---").contains("bash-+-sleep");

        client.close();

        awaitKind(nohup, Kind.HUNG_UP_JOB);
        assertKind(detached.pid(), Kind.SESSION_LEADER);
        assertThat(job.onExit().orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(job);
        assertThat(nohup.isAlive()).isTrue();
    }

    @Test
    void a_command_without_a_terminal_is_a_member_of_a_session_without_one(ProcessScope scope) {
        ChildProcess client = ssh(scope, "-T", "sleep 2004; true");
        ProcessInfo sleep = running("sleep 2004");
        assertKind(sleep.pid(), Kind.SESSION_MEMBER);
        assertKind(sleep.parentPid(), Kind.SESSION_LEADER);
        assertThat(sleep.ancestors()).contains(listener);
        client.close();
    }

    private ChildProcess ssh(ProcessScope scope, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "ssh",
                "-F",
                "/dev/null",
                "-p",
                Integer.toString(port),
                "-i",
                directory.resolve("user").toString(),
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "BatchMode=yes",
                arguments[0],
                "root@127.0.0.1"));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return scope.command(command.toArray(new String[0])).start();
    }

    private void key(ProcessScope scope, String name) {
        ChildProcess keygen = scope.command(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        directory.resolve(name).toString())
                .start();
        assertThat(keygen.awaitExit().code()).hasValue(0);
    }

    private ProcessInfo running(String command) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(20));
        if (!deadline.await(() -> find(command).isPresent())) {
            throw new AssertionError("No process runs \"" + command + "\" " + deadline + ". Processes:\n"
                    + ProcessTable.snapshot().tree());
        }
        ProcessInfo found = find(command).orElseThrow();
        toEnd.add(found);
        return found;
    }

    /** Below the sshd of this test, or let go by it: not a process of the same name somewhere else. */
    private Optional<ProcessInfo> find(String command) {
        return ProcessTable.snapshot().stream()
                .filter(process -> process.startTicks() >= listener.startTicks())
                .filter(process -> String.join(" ", process.commandLine()).equals(command))
                .findFirst();
    }

    private static void assertKind(long pid, Kind kind) {
        ProcessInfo info = ProcessInfo.of(pid).orElseThrow();
        assertThat(info.roleEvidence().kind()).as(info.explainRole()).isEqualTo(kind);
    }

    private static void awaitKind(ProcessInfo process, Kind kind) {
        Deadline.after(Duration.ofSeconds(10))
                .await(() -> ProcessInfo.of(process.pid())
                        .filter(info -> info.roleEvidence().kind() == kind)
                        .isPresent());
        assertKind(process.pid(), kind);
    }

    private static Optional<Long> pid(Path pidFile) {
        try {
            String text = Files.readString(pidFile);
            return text.endsWith("\n") ? Optional.of(Long.valueOf(text.strip())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

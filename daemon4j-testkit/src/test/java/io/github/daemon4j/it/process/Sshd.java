/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.Signal;
import io.github.daemon4j.it.ReadableClasses;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A real sshd on a loopback port with keys of its own, and a user of its own to log in: one without privileges, because only
 * for such a user sshd separates its privileges. The user exists in the sshd's mount namespace alone, in a passwd file that
 * is mounted over the system's there, so that nothing on the machine changes.
 */
final class Sshd implements AutoCloseable {

    static final String USER = "visitor";
    /** A number nobody else has: it finds what the user left behind. */
    static final long UID = 2_000_000_000L + ProcessHandle.current().pid();

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final ProcessScope scope;
    private final int port;
    private final ProcessInfo listener;

    private Sshd(Path directory, ProcessScope scope) throws IOException {
        this.directory = directory;
        this.scope = scope;
        this.port = ProcessScope.freePort();
        run(keygen("host"));
        run(keygen("user"));
        writeFiles();
        String setUp = "mount --bind passwd /etc/passwd && mount --bind shadow /etc/shadow"
                + " && mount -t tmpfs -o mode=755 none /run && mkdir /run/sshd && exec " + PROGRAM
                + " -D -e -f \"$PWD/config\"";
        // Not detached, as systemd starts it: so it ends with the scope whatever happens.
        ChildProcess server = scope.command("unshare", "--mount", "sh", "-c", setUp)
                .workingDirectory(directory)
                .start();
        server.awaitText("Server listening on 127.0.0.1");
        listener = Look.now(server.pid());
    }

    /** Starts it, or says by name what is missing. */
    static Sshd start(Path directory, ProcessScope scope) throws IOException {
        assumeThat(Files.isExecutable(PROGRAM))
                .as("processes below sshd not tested: package openssh-server is missing")
                .isTrue();
        assumeThat(Files.isExecutable(Path.of("/usr/bin/ssh")))
                .as("processes below sshd not tested: package openssh-client is missing")
                .isTrue();
        assumeThat(ProcessInfo.current().effectiveUid().value())
                .as("processes below sshd not tested: only root can start one that logs users in")
                .isZero();
        ChildProcess mount = scope.command("unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt")
                .start();
        assumeThat(mount.awaitExit().code())
                .as(
                        "processes below sshd not tested: mounting in a mount namespace of one's own is not allowed: %s",
                        mount.transcript().text(Transcript.Stream.ERR))
                .hasValue(0);
        // The user has to pass through to its key.
        ReadableClasses.letIn(directory);
        return new Sshd(directory, scope);
    }

    ProcessInfo listener() {
        return listener;
    }

    /** A process of the user, whatever its parent, that runs exactly this command line. */
    ProcessInfo running(String command) {
        return Look.any(
                command + " of user " + UID,
                process -> process.effectiveUid().orElse(-1L) == UID
                        && Look.commandLine(process).equals(command));
    }

    /** A client, not started yet. */
    CommandBuilder client(String... more) {
        List<String> command = new ArrayList<>(List.of("ssh", "-F", "/dev/null", "-p", Integer.toString(port)));
        command.addAll(List.of("-i", directory.resolve("user").toString(), "-l", USER));
        for (String option : List.of(
                "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "BatchMode=yes")) {
            command.addAll(List.of("-o", option));
        }
        command.addAll(List.of(more));
        return scope.command(command.toArray(new String[0]));
    }

    private void writeFiles() throws IOException {
        Files.write(
                directory.resolve("config"),
                List.of(
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + directory.resolve("host"),
                        "AuthorizedKeysFile " + directory.resolve("user.pub"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PrintMotd no",
                        "PrintLastLog no"));
        append("passwd", USER + ":x:" + UID + ":65534::/:/bin/bash");
        append("shadow", USER + ":*:19000:0:99999:7:::");
    }

    private void append(String file, String line) throws IOException {
        Path copy = Files.copy(Path.of("/etc", file), directory.resolve(file));
        Files.write(copy, List.of(line), StandardOpenOption.APPEND);
    }

    private CommandBuilder keygen(String name) {
        Path key = directory.resolve(name);
        return scope.command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    }

    private static void run(CommandBuilder command) {
        ChildProcess child = command.start();
        assertThat(child.awaitExit().code()).as(child.transcript().toString()).hasValue(0);
    }

    /** Ends the listener, what is below it, and all that belongs to the user. */
    @Override
    public void close() {
        ProcessTable table = ProcessTable.snapshot();
        List<ProcessInfo> toEnd = new ArrayList<>(table.descendants(listener.pid()));
        toEnd.add(listener);
        table.stream()
                .filter(process -> process.effectiveUid().orElse(-1L) == UID)
                .forEach(toEnd::add);
        for (ProcessInfo process : toEnd) {
            process.signal(Signal.KILL);
        }
        toEnd.forEach(Look::gone);
    }
}

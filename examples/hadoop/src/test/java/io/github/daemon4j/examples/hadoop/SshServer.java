/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real sshd on a loopback port, with keys of its own, to log in to and to log out of. */
final class SshServer implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SEPARATION = Path.of("/run/sshd");

    private final ProcessScope scope;
    private final Path directory;
    private final int port;
    private final boolean madeSeparation;
    private final ChildProcess server;

    private SshServer(ProcessScope scope, Path directory, int port) throws IOException {
        this.scope = scope;
        this.directory = directory;
        this.port = port;
        madeSeparation = !Files.exists(SEPARATION);
        if (madeSeparation) {
            Files.createDirectory(SEPARATION); // what the service's start-up file does
        }
        key("host");
        key("user");
        server = scope.command(
                        SSHD.toString(), "-D", "-e", "-f", configuration().toString())
                .start();
        server.awaitLine("Server listening");
    }

    static SshServer start(ProcessScope scope, Path directory) throws IOException {
        assumeThat(Files.isExecutable(SSHD))
                .as("logout from ssh not tested: package openssh-server is missing")
                .isTrue();
        assumeThat(ProcessInfo.current().effectiveUid().value())
                .as("logout from ssh not tested: only root can start an sshd that logs users in")
                .isZero();
        return new SshServer(scope, directory, ProcessScope.freePort());
    }

    private Path configuration() throws IOException {
        return Files.write(
                directory.resolve("sshd_config"),
                List.of(
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + directory.resolve("host"),
                        "AuthorizedKeysFile " + directory.resolve("user.pub"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PrintMotd no",
                        "PrintLastLog no",
                        "PermitRootLogin yes"));
    }

    private void key(String name) {
        String file = directory.resolve(name).toString();
        ChildProcess keygen = scope.command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file)
                .start();
        assertThat(keygen.awaitExit().code()).hasValue(0);
    }

    /** Logs in, with a terminal; what is sent is typed there. */
    ChildProcess login() {
        return scope.command(
                        "ssh",
                        "-tt",
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
                        "root@127.0.0.1")
                .start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (madeSeparation) {
            Files.deleteIfExists(SEPARATION);
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real sshd on a loopback port, with keys of its own, to log in to and to log out of. */
public final class SshServer implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SEPARATION = Path.of("/run/sshd");

    /** Of a client that trusts it, asks nobody and says nothing of its own; as in ssh_config(5). */
    static final List<String> CLIENT_OPTIONS =
            List.of("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "BatchMode=yes");

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
        keys(scope, directory);
        server = scope.command(
                        SSHD.toString(), "-D", "-e", "-f", configuration().toString())
                .start();
        server.awaitLine("Server listening");
    }

    /**
     * Starts one, or says by name what is missing for it.
     *
     * @param directory where its keys and settings are written
     */
    public static SshServer start(ProcessScope scope, Path directory) throws IOException {
        assumeThat(Files.isExecutable(SSHD))
                .as("logout from ssh not tested: package openssh-server is missing")
                .isTrue();
        assumeThat(ProcessInfo.current().effectiveUid().value())
                .as("logout from ssh not tested: only root can start an sshd that logs users in")
                .isZero();
        return new SshServer(scope, directory, ProcessScope.freePort());
    }

    private Path configuration() throws IOException {
        List<String> lines = new ArrayList<>(settings(directory));
        lines.add("ListenAddress 127.0.0.1:" + port);
        return Files.write(directory.resolve("sshd_config"), lines);
    }

    /** Of a server that has its keys in a directory and lets root in by the key that is there. */
    static List<String> settings(Path directory) {
        return List.of(
                "HostKey " + directory.resolve("host"),
                "AuthorizedKeysFile " + directory.resolve("user.pub"),
                "PidFile none",
                "StrictModes no",
                "UsePAM no",
                "PrintMotd no",
                "PrintLastLog no",
                "PermitRootLogin yes");
    }

    /** Makes the keys of a server and of its user. */
    static void keys(ProcessScope scope, Path directory) {
        for (String name : List.of("host", "user")) {
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
    }

    /** Logs in, with a terminal; what is sent is typed there. */
    public ChildProcess login() {
        List<String> command = new ArrayList<>(List.of("ssh", "-tt", "-F", "/dev/null", "-p", Integer.toString(port)));
        command.addAll(List.of("-i", directory.resolve("user").toString()));
        CLIENT_OPTIONS.forEach(option -> command.addAll(List.of("-o", option)));
        command.add("root@127.0.0.1");
        return scope.command(command.toArray(new String[0])).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (madeSeparation) {
            Files.deleteIfExists(SEPARATION);
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.machines;

import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A machine of a {@link Lan}: namespaces of its own for network, processes, mounts and host name, and an sshd as process 1. All
 * of it is gone with that process.
 */
final class LanHost implements AutoCloseable {

    /** {@code $1} its directory, {@code $2} what all of them have, {@code $3} its name, {@code $4} its address. */
    private static final String INIT = """
            set -e
            mount -t proc proc /proc
            mount --bind "$1" "$2/here"
            for file in hosts passwd nsswitch.conf; do mount --bind "$2/$file" "/etc/$file"; done
            mount -t tmpfs tmpfs /var/log
            touch /var/log/lastlog
            mount -t tmpfs tmpfs /run
            mkdir /run/sshd
            # A JVM keeps a file there by its pid, and pids of two machines are the same.
            mkdir -p /tmp/hsperfdata_root
            mount -t tmpfs -o mode=755 tmpfs /tmp/hsperfdata_root
            hostname "$3"
            echo unplugged
            read plugged
            ip link set lo up
            ip address add "$4" dev eth0
            ip link set eth0 up
            exec /usr/sbin/sshd -D -e -f "$2/sshd_config"
            """;

    private final ChildProcess process;

    private LanHost(ChildProcess process) {
        this.process = process;
    }

    /** Starts one that waits for its cable. */
    static LanHost start(ProcessScope scope, Path common, String name, String address) throws IOException {
        Path disk = Files.createDirectories(common.resolve(name));
        ChildProcess process = scope.command(
                        "setpriv",
                        "--pdeathsig=KILL",
                        "unshare",
                        "--net",
                        "--mount",
                        "--uts",
                        "--ipc",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "sh",
                        "-c",
                        INIT,
                        "init",
                        disk.toString(),
                        common.toString(),
                        name,
                        address)
                .start();
        LanHost host = new LanHost(process);
        process.awaitLine("unplugged");
        return host;
    }

    long pid() {
        return process.pid();
    }

    /** Its {@code eth0} is there. */
    void plugIn() {
        process.send("plugged");
        process.awaitLine("Server listening");
    }

    /** What is to run in its network, with its files. */
    List<String> entering() {
        return List.of("nsenter", "--target=" + pid(), "--net", "--mount", "--uts");
    }

    /** Ends process 1, and with it all others; unshare(1) has ended when the last of them has. */
    @Override
    public void close() {
        ProcessHandle.of(pid()).ifPresent(unshare -> unshare.children().forEach(ProcessHandle::destroyForcibly));
        process.awaitExit();
        process.close();
    }
}

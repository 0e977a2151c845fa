/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Transcript.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Machines in one: namespaces with addresses of their own on a bridge, an sshd in each, and root's home on a disk of its own. The
 * bridge is in a namespace, too, so nothing is left of it in this machine's network, whatever becomes of the test.
 */
final class Lan implements AutoCloseable {

    private static final String NETWORK = "10.64.13.";

    private final ProcessScope scope;
    private final Path directory;
    private final ChildProcess bridge;
    private final Map<String, LanHost> hosts = new LinkedHashMap<>();

    private Lan(ProcessScope scope, Path directory) {
        this.scope = scope;
        this.directory = directory;
        bridge = scope.command("setpriv", "--pdeathsig=KILL", "unshare", "--net", "sh", "-c", "echo there; exec cat")
                .start();
        bridge.awaitLine("there");
    }

    /** Makes one of machines, or says by name what is missing for it. */
    static Lan of(ProcessScope scope, Path directory, String... names) throws IOException {
        assumeThat(ProcessInfo.current().effectiveUid().value())
                .as("a cluster of machines not tested: only root can make them, of namespaces")
                .isZero();
        for (String[] needed : new String[][] {
            {"/usr/sbin/sshd", "openssh-server"},
            {"ssh", "openssh-client"},
            {"ip", "iproute2"},
            {"unshare", "util-linux"},
            {"hostname", "hostname"}
        }) {
            assumeThat(run(scope, "sh", "-c", "command -v " + needed[0]))
                    .as("a cluster of machines not tested: %s is missing, from the package %s", needed[0], needed[1])
                    .isZero();
        }
        assumeThat(run(scope, "unshare", "--net", "ip", "link", "add", "name", "lan", "type", "bridge"))
                .as("a cluster of machines not tested: this kernel makes no bridge in a network namespace")
                .isZero();
        Lan lan = new Lan(scope, directory);
        try {
            lan.setUp(List.of(names));
        } catch (IOException | RuntimeException | Error failure) {
            lan.close();
            throw failure;
        }
        return lan;
    }

    private void setUp(List<String> names) throws IOException {
        onBridge("ip", "link", "add", "name", "lan", "type", "bridge");
        onBridge("ip", "link", "set", "lan", "up");
        writeFiles(names);
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            setUpHome(Files.createDirectories(directory.resolve(name).resolve("root")));
            LanHost host = LanHost.start(scope, directory, name, address(index) + "/24");
            hosts.put(name, host);
            onBridge(("ip link add name " + name + " type veth peer name eth0 netns " + host.pid()).split(" "));
            onBridge(("ip link set dev " + name + " master lan up").split(" "));
            host.plugIn();
        }
    }

    private static String address(int index) {
        return NETWORK + (index + 1);
    }

    /** Root's home, on every machine: the same path, and another disk. */
    Path home() {
        return directory.resolve("here/root");
    }

    /** Root's home of one machine, as seen from outside. */
    Path home(String name) {
        return directory.resolve(name).resolve("root");
    }

    private void writeFiles(List<String> names) throws IOException {
        Files.createDirectory(directory.resolve("here"));
        List<String> addresses = new ArrayList<>(List.of("127.0.0.1 localhost"));
        for (int index = 0; index < names.size(); index++) {
            addresses.add(address(index) + " " + names.get(index));
        }
        Files.write(directory.resolve("hosts"), addresses);
        Files.writeString(directory.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
        Files.writeString(
                directory.resolve("passwd"),
                "root:x:0:0:root:" + home() + ":/bin/sh\n"
                        + Files.readString(Path.of("/etc/passwd")).replaceAll("(?m)^root:.*\n", ""));
        SshServer.key(scope, directory.resolve("host"));
        SshServer.key(scope, directory.resolve("user"));
        Path java = Path.of(System.getProperty("java.home"));
        Files.write(
                directory.resolve("sshd_config"),
                List.of(
                        "HostKey " + directory.resolve("host"),
                        "AuthorizedKeysFile " + directory.resolve("user.pub"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PrintMotd no",
                        "PrintLastLog no",
                        "PermitRootLogin yes",
                        // What a machine has in /etc/environment.
                        "SetEnv PATH=" + java.resolve("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin HADOOP_CONF_DIR="
                                + home().resolve("conf")));
    }

    private void setUpHome(Path home) throws IOException {
        Path settings = Files.createDirectory(home.resolve(".ssh")).resolve("config");
        List<String> lines = new ArrayList<>(List.of("Host *", "IdentityFile " + directory.resolve("user")));
        lines.addAll(SshServer.CLIENT_OPTIONS);
        Files.write(settings, lines);
    }

    /** Logs in to one of them as root, with a terminal. */
    ChildProcess login(String name) {
        List<String> command = new ArrayList<>(hosts.get(name).entering());
        command.addAll(List.of("ssh", "-tt", name));
        return scope.command(command.toArray(new String[0])).start();
    }

    private void onBridge(String... command) {
        List<String> there = new ArrayList<>(List.of("nsenter", "--target=" + bridge.pid(), "--net"));
        there.addAll(List.of(command));
        ChildProcess child = scope.command(there.toArray(new String[0])).start();
        if (child.awaitExit().shellCode() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + ": " + child.transcript().text(Stream.ERR));
        }
    }

    private static int run(ProcessScope scope, String... command) {
        return scope.command(command).start().awaitExit().shellCode();
    }

    @Override
    public void close() {
        hosts.values().forEach(LanHost::close);
        bridge.close();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.machines;

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
public final class Lan implements AutoCloseable {

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

    /**
     * Makes one of machines, or says by name what is missing for it.
     *
     * @param directory where their disks and keys are
     * @param environment what a login has beside {@code PATH}, on each
     * @param names of the machines
     */
    public static Lan of(ProcessScope scope, Path directory, Map<String, String> environment, List<String> names)
            throws IOException {
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
        assumeThat(run(scope, "unshare", "--net", "--mount", "--pid", "--fork", "mount", "-t", "proc", "proc", "/proc"))
                .as("a cluster of machines not tested: namespaces of one's own are not allowed here")
                .isZero();
        assumeThat(run(scope, "unshare", "--net", "ip", "link", "add", "name", "lan", "type", "bridge"))
                .as("a cluster of machines not tested: this kernel makes no bridge in a network namespace")
                .isZero();
        Lan lan = new Lan(scope, directory);
        try {
            lan.setUp(environment, names);
        } catch (IOException | RuntimeException | Error failure) {
            lan.close();
            throw failure;
        }
        return lan;
    }

    private void setUp(Map<String, String> environment, List<String> names) throws IOException {
        onBridge("ip", "link", "add", "name", "lan", "type", "bridge");
        onBridge("ip", "link", "set", "lan", "up");
        writeFiles(names);
        writeSettings(environment);
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            setUpHome(Files.createDirectories(disk(name)));
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

    /** Root's home on every machine of a LAN in this directory: the same path, and another disk. */
    public static Path home(Path directory) {
        return directory.resolve("here/root");
    }

    /** Root's home of one machine, as seen from outside. */
    public Path disk(String name) {
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
                "root:x:0:0:root:" + home(directory) + ":/bin/sh\n"
                        + Files.readString(Path.of("/etc/passwd")).replaceAll("(?m)^root:.*\n", ""));
    }

    private void writeSettings(Map<String, String> environment) throws IOException {
        SshServer.keys(scope, directory);
        List<String> lines = new ArrayList<>(SshServer.settings(directory));
        StringBuilder variables = new StringBuilder("SetEnv PATH=" + System.getProperty("java.home") + "/bin")
                .append(":/usr/sbin:/usr/bin:/sbin:/bin");
        environment.forEach(
                (name, value) -> variables.append(' ').append(name).append('=').append(value));
        lines.add(variables.toString()); // what a machine has in /etc/environment
        Files.write(directory.resolve("sshd_config"), lines);
    }

    private void setUpHome(Path home) throws IOException {
        Path settings = Files.createDirectory(home.resolve(".ssh")).resolve("config");
        List<String> lines = new ArrayList<>(List.of("Host *", "IdentityFile " + directory.resolve("user")));
        lines.addAll(SshServer.CLIENT_OPTIONS);
        Files.write(settings, lines);
    }

    /** Logs in to one of them as root, with a terminal. */
    public LoginShell login(String name) {
        List<String> command = new ArrayList<>(hosts.get(name).entering());
        command.addAll(List.of("ssh", "-tt", name));
        return new LoginShell(scope.command(command.toArray(new String[0])).start());
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

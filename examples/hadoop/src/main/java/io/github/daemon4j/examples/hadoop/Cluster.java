/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which machine runs which servers: a line for each machine, its name and then the servers' names; {@code #} begins a comment.
 *
 * @param machines as in the file
 */
record Cluster(List<Machine> machines) {

    /** Beside Hadoop's settings, as its own file {@code workers} is. */
    static final String FILE = "cluster";

    /** What the file beside the settings says; without one, all servers on this machine. */
    static Cluster of(Home home) throws IOException {
        Path file = home.settings().map(directory -> directory.resolve(FILE)).orElse(Path.of(""));
        if (!Files.isRegularFile(file)) {
            return new Cluster(List.of(new Machine(Machine.HERE, List.of(Role.values()))));
        }
        return parse(file.toString(), Files.readAllLines(file));
    }

    /**
     * Reads the lines.
     *
     * @param name of the file, for messages
     * @throws ClusterFileException if a line is not understood
     */
    static Cluster parse(String name, List<String> lines) {
        List<Machine> machines = new ArrayList<>();
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                Machine machine = machine(Arrays.asList(line.split("\\s+")));
                if (machines.stream().anyMatch(other -> other.host().equals(machine.host()))) {
                    throw new IllegalArgumentException(machine.host() + " stands there twice");
                }
                machines.add(machine);
            } catch (IllegalArgumentException wrong) {
                throw new ClusterFileException(name + ":" + (number + 1) + ": " + wrong.getMessage());
            }
        }
        if (machines.isEmpty()) {
            throw new ClusterFileException(name + ": names no machine");
        }
        return new Cluster(List.copyOf(machines));
    }

    private static Machine machine(List<String> words) {
        String host = words.get(0);
        if (!Machine.HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is no name of a host");
        }
        List<Role> roles = words.stream().skip(1).map(Role::named).toList();
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("no server is named for " + host + "; there are " + Role.names());
        }
        return new Machine(host, roles);
    }

    /** The machines that run such a server. */
    List<Machine> with(Role role) {
        return machines.stream()
                .filter(machine -> machine.roles().contains(role))
                .toList();
    }

    boolean isThisMachine() {
        return machines.size() == 1 && machines.get(0).isHere();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hadoop cluster start}: all servers, on this machine or, by ssh, on those that a file names. */
@Command(
        name = "cluster",
        description = {
            "all servers: masters before slaves, and each only when the ones before serve",
            "",
            "The file 'cluster' in the directory of --conf says where they run: a line for each machine, its name",
            "and its servers. They are reached by ssh, without a password; Java, this jar and the settings are at",
            "the same place on each. Without the file all of them run on this machine.",
            ""
        })
final class ClusterCommand {

    @Command(name = "start", description = "starts what does not run; a new home is formatted first")
    int start(@Mixin Home home) throws Exception {
        Cluster cluster = Cluster.of(home);
        if (!format(cluster.with(Role.NAMENODE), home)) {
            return 1;
        }
        for (Role role : Role.values()) {
            for (Map.Entry<Machine, Integer> started :
                    everywhere(cluster, role, "start", home).entrySet()) {
                if (started.getValue() != 0) {
                    System.err.println("cluster: " + role + " did not start on "
                            + started.getKey().host() + "; what was started before it runs on, see 'cluster status'");
                    return started.getValue();
                }
            }
            if (role == Role.DATANODE) {
                awaitEndOfSafeMode(home);
            }
        }
        return 0;
    }

    @Command(name = "stop", description = "stops what runs, slaves before masters")
    int stop(@Mixin Home home) throws Exception {
        Cluster cluster = Cluster.of(home);
        List<Role> roles = new ArrayList<>(List.of(Role.values()));
        Collections.reverse(roles);
        int exitStatus = 0;
        for (Role role : roles) {
            for (int each : everywhere(cluster, role, "stop", home).values()) {
                exitStatus = exitStatus == 0 ? each : exitStatus;
            }
        }
        return exitStatus;
    }

    @Command(
            name = "status",
            description = "exits with 0 if all run, 1 if one has died, 3 if one does not run, 4 if that is not known")
    int status(
            @Mixin Home home,
            @Option(
                            names = "--only",
                            split = ",",
                            paramLabel = "SERVER",
                            description = "only these of this machine, without the heading")
                    List<Role> only)
            throws Exception {
        ClusterStatus status = new ClusterStatus(home);
        if (only != null) {
            return status.printHere(only);
        }
        return status.print(
                Cluster.of(home),
                machine -> java(
                        home,
                        "cluster",
                        "status",
                        "--only",
                        machine.roles().stream().map(Role::toString).collect(Collectors.joining(","))));
    }

    /** A new name node has a file system made first; one that was used is left alone. */
    private static boolean format(List<Machine> masters, Home home) throws Exception {
        List<String> isFormatted = List.of("test", "-d", home.names().toString());
        for (Machine master : masters) {
            int answer = Everywhere.show(List.of(master), isFormatted).getOrDefault(master, 1);
            if (answer == 1) {
                answer = Everywhere.show(List.of(master), java(home, Role.NAMENODE.toString(), "format"))
                        .getOrDefault(master, 1);
            }
            if (answer != 0) {
                System.err.println("cluster: cannot format " + home.directory() + " on " + master.host());
                return false;
            }
        }
        return true;
    }

    private static void awaitEndOfSafeMode(Home home) throws Exception {
        try (Hdfs hdfs = Hdfs.connect(Configurations.of(home))) {
            Readiness.of("the name node's end of safe mode", () -> !hdfs.isInSafeMode())
                    .await(Home.PATIENCE);
            System.out.println("hdfs can be used: " + hdfs.summary());
        }
    }

    private static Map<Machine, Integer> everywhere(Cluster cluster, Role role, String verb, Home home)
            throws IOException, InterruptedException {
        return Everywhere.show(cluster.with(role), java(home, role.toString(), verb));
    }

    /** As typed by hand. A server's launcher ends when the server serves. */
    private static List<String> java(Home home, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-jar", Hadoop.jar().toString()));
        command.addAll(List.of(words));
        command.addAll(home.arguments());
        return command;
    }
}

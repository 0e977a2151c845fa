/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.StopResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hadoop cluster start}: all servers, on this machine. */
@Command(name = "cluster", description = "all servers: masters before slaves, and each only when the one before serves")
final class ClusterCommand {

    @Command(name = "start", description = "starts what does not run; a new home is formatted first")
    int start(@Mixin Home home) throws Exception {
        home.makeDirectories();
        if (!home.isFormatted() && run(home, "namenode", "format") != 0) {
            System.err.println("cluster: cannot format " + home.directory());
            return 1;
        }
        for (Role role : Role.values()) {
            int exitStatus = run(home, role.toString(), "start");
            if (exitStatus != 0) {
                System.err.println("cluster: " + role + " did not start; what was started before it runs on, see"
                        + " 'cluster status'");
                return exitStatus;
            }
            if (role == Role.DATANODE) {
                awaitEndOfSafeMode(home);
            }
        }
        return 0;
    }

    @Command(name = "stop", description = "stops what runs, slaves before masters")
    int stop(@Mixin Home home) {
        List<Role> roles = new ArrayList<>(List.of(Role.values()));
        Collections.reverse(roles);
        for (Role role : roles) {
            StopResult result = home.control(role).stop();
            System.out.println(
                    switch (result.outcome()) {
                        case NOT_RUNNING -> role + " is not running";
                        case TERMINATED -> role + " stopped (pid " + result.pid() + ")";
                        case KILLED -> role + " did not end by itself and was killed (pid " + result.pid() + ")";
                    });
        }
        return 0;
    }

    @Command(name = "status", description = "exits with 0 if all run, 1 if one has died, 3 if one does not run")
    int status(@Mixin Home home) {
        ClusterTable table = new ClusterTable();
        int exitStatus = 0;
        for (Role role : Role.values()) {
            DaemonControl control = home.control(role);
            DaemonStatus status = control.status();
            String detail = status == DaemonStatus.RUNNING ? detail(role, home) : "";
            table.add(role.toString(), status, control.process(), detail);
            exitStatus = status == DaemonStatus.DEAD_WITH_PID_FILE || exitStatus == 0 ? status.exitCode() : exitStatus;
        }
        System.out.print(table);
        return exitStatus;
    }

    /** What a master says of its slaves. */
    private static String detail(Role role, Home home) {
        try {
            switch (role) {
                case NAMENODE:
                    try (Hdfs hdfs = Hdfs.connect(Configurations.of(home))) {
                        return hdfs.summary();
                    }
                case RESOURCEMANAGER:
                    try (Yarn yarn = Yarn.connect(Configurations.of(home))) {
                        return yarn.summary();
                    }
                default:
                    return "";
            }
        } catch (Exception unanswered) {
            return "does not answer: " + unanswered.getMessage();
        }
    }

    private static void awaitEndOfSafeMode(Home home) throws Exception {
        try (Hdfs hdfs = Hdfs.connect(Configurations.of(home))) {
            Waiting.until("the name node to leave safe mode", () -> !hdfs.isInSafeMode());
            System.out.println("hdfs can be used: " + hdfs.summary());
        }
    }

    /** Each server is started by a launcher of its own, as by hand; it ends when the server serves. */
    private static int run(Home home, String role, String verb) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-jar", System.getProperty("java.class.path"), role, verb));
        command.addAll(home.arguments());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What has become of the servers: each machine says it of its own, and all of it is one table. */
final class ClusterStatus {

    private final Home home;

    ClusterStatus(Home home) {
        this.home = home;
    }

    /** Prints the rows of this machine's servers; 0 if all run, else what status is to exit with. */
    int printHere(List<Role> roles) {
        int exitStatus = 0;
        for (Role role : roles) {
            DaemonControl control = home.control(role);
            DaemonStatus status = control.status();
            String detail = status == DaemonStatus.RUNNING ? detail(role) : "";
            System.out.println(ClusterTable.row(role.toString(), status, control.process(), detail));
            exitStatus = worse(exitStatus, status.exitCode());
        }
        return exitStatus;
    }

    /** Prints the table of a cluster, of which each machine is asked by a command. */
    int print(Cluster cluster, Function<Machine, List<String>> command) throws InterruptedException {
        if (cluster.isThisMachine()) {
            System.out.println(ClusterTable.heading());
            return printHere(cluster.machines().get(0).roles());
        }
        int width = cluster.machines().stream()
                .mapToInt(machine -> machine.host().length())
                .reduce("HOST".length(), Math::max);
        System.out.println(ClusterTable.padded("HOST", width) + ClusterTable.heading());
        int exitStatus = 0;
        for (Map.Entry<Machine, Everywhere.Answer> each :
                Everywhere.ask(cluster.machines(), command).entrySet()) {
            Machine machine = each.getKey();
            Everywhere.Answer answer = each.getValue();
            List<String> rows = rows(machine, answer.lines());
            boolean answered = rows.size() == machine.roles().size();
            (answered ? rows : unknown(machine, answer))
                    .forEach(row -> System.out.println(ClusterTable.padded(machine.host(), width) + row));
            exitStatus = worse(exitStatus, answered ? answer.exitStatus() : DaemonStatus.UNKNOWN.exitCode());
        }
        return exitStatus;
    }

    /** The rows of its servers, among what was said. */
    private static List<String> rows(Machine machine, List<String> lines) {
        return machine.roles().stream()
                .flatMap(role -> lines.stream().filter(line -> line.startsWith(role + " ")))
                .toList();
    }

    private static List<String> unknown(Machine machine, Everywhere.Answer answer) {
        String why = answer.lines().isEmpty()
                ? "exit status " + answer.exitStatus()
                : answer.lines().get(answer.lines().size() - 1);
        return machine.roles().stream()
                .map(role -> ClusterTable.unknown(role.toString(), why))
                .toList();
    }

    /** One that has died counts more than others, of which the first counts. */
    private static int worse(int before, int next) {
        return next == DaemonStatus.DEAD_WITH_PID_FILE.exitCode() || before == 0 ? next : before;
    }

    /** What a master says of its slaves. */
    private String detail(Role role) {
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
}

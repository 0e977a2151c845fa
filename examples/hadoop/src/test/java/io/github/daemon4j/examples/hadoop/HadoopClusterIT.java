/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.examples.machines.Lan;
import io.github.daemon4j.examples.machines.LoginShell;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three machines, as the README tells of it: what is typed there is typed here, and answered so. */
class HadoopClusterIT {

    private static final Duration SLOW = Duration.ofMinutes(3);
    private static final List<String> HOSTS = List.of("master", "slave1", "slave2");
    private static final String DESK = "desk";

    private static final Map<String, List<String>> SETTINGS = Map.of(
            "core-site.xml",
            List.of("fs.defaultFS=hdfs://master:8020"),
            "hdfs-site.xml",
            List.of(
                    "dfs.replication=2",
                    "dfs.namenode.http-address=master:9870",
                    "dfs.datanode.address=0.0.0.0:9866",
                    "dfs.datanode.http.address=0.0.0.0:9864",
                    "dfs.datanode.ipc.address=0.0.0.0:9867"),
            "yarn-site.xml",
            List.of(
                    "yarn.resourcemanager.hostname=master",
                    "yarn.nodemanager.hostname=0.0.0.0",
                    "yarn.nodemanager.address=0.0.0.0:8041",
                    "yarn.nodemanager.localizer.address=0.0.0.0:8040",
                    "yarn.nodemanager.webapp.address=0.0.0.0:8042",
                    // The master of a job fills one of them, so that its tasks run on the other.
                    "yarn.nodemanager.resource.memory-mb=2560"));

    @TempDir
    Path directory;

    @Test
    void three_machines_are_one_cluster_whose_servers_are_started_by_ssh() throws IOException {
        assumeThat(Runtime.version().feature())
                .as("a cluster of machines not tested: Hadoop 3.4.1 does not run on this Java")
                .isLessThanOrEqualTo(22);
        try (ProcessScope scope = ProcessScope.open(SLOW);
                Lan lan = Lan.of(scope, directory, Map.of("HADOOP_CONF_DIR", Lan.home(directory) + "/conf"), HOSTS)) {
            for (String host : HOSTS) {
                install(lan.disk(host));
            }
            tell(lan, Story.of(Path.of("README.md"), DESK));
            for (String host : HOSTS) {
                uninstall(lan.disk(host)); // JUnit warns of links when it deletes them
            }
        }
    }

    private void tell(Lan lan, List<Story.Step> steps) {
        LoginShell shell = null;
        for (Story.Step step : steps) {
            if (step.host().equals(DESK)) {
                shell = lan.login(step.command().substring("ssh ".length()));
            } else if (step.command().equals("exit")) {
                shell.logOut();
            } else {
                LoginShell.Answer answer = shell.type(step.command());
                List<String> lines = answer.lines().stream()
                        .map(line -> line.replace(Lan.home(directory).toString(), "/root"))
                        .toList();
                assertThat(answer.exitStatus() == 0 && step.isAnsweredBy(lines))
                        .as(
                                "%s\nended with %d and\n%s\nand not, as in the README, with 0 and\n%s",
                                step.command(),
                                answer.exitStatus(),
                                String.join("\n", lines),
                                String.join("\n", step.answer()))
                        .isTrue();
            }
        }
    }

    private static void uninstall(Path home) throws IOException {
        Files.delete(home.resolve("hadoop.jar"));
        Files.delete(home.resolve("lib"));
    }

    /** The jar, its jars and the settings, at the same place on each machine. */
    private static void install(Path home) throws IOException {
        Path target = Path.of("target").toRealPath();
        Files.createSymbolicLink(home.resolve("hadoop.jar"), target.resolve("hadoop.jar"));
        Files.createSymbolicLink(home.resolve("lib"), target.resolve("lib"));
        Path settings = Files.createDirectory(home.resolve("conf"));
        for (Map.Entry<String, List<String>> file : SETTINGS.entrySet()) {
            StringBuilder xml = new StringBuilder("<configuration>\n");
            for (String setting : file.getValue()) {
                String[] parts = setting.split("=", 2);
                xml.append("<property><name>" + parts[0] + "</name><value>" + parts[1] + "</value></property>\n");
            }
            Files.writeString(settings.resolve(file.getKey()), xml.append("</configuration>\n"));
        }
        Files.writeString(settings.resolve("cluster"), """
                master  namenode resourcemanager
                slave1  datanode nodemanager
                slave2  datanode nodemanager
                """);
    }
}

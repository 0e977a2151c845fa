/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file that says which machine runs which servers, and what is run to reach one. */
class ClusterTest {

    @Test
    void each_line_names_a_machine_and_its_servers() {
        Cluster cluster = Cluster.parse(
                "cluster",
                List.of(
                        "# of the second floor",
                        "master  namenode resourcemanager",
                        "",
                        "hdfs@10.0.0.2\tdatanode # an old one"));

        assertThat(cluster.machines())
                .containsExactly(
                        new Machine("master", List.of(Role.NAMENODE, Role.RESOURCEMANAGER)),
                        new Machine("hdfs@10.0.0.2", List.of(Role.DATANODE)));
        assertThat(cluster.with(Role.DATANODE)).extracting(Machine::host).containsExactly("hdfs@10.0.0.2");
        assertThat(cluster.with(Role.NODEMANAGER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a datanode; b        | c:2: no server is named for b; there are namenode, datanode, resourcemanager,",
                "a datanode nodemanger| c:1: there is no server 'nodemanger'; there are namenode, datanode,",
                "-oProxyCommand=x datanode | c:1: '-oProxyCommand=x' is no name of a host",
                "a datanode; a namenode | c:2: a stands there twice",
                "# nothing            | c: names no machine",
            })
    void a_line_that_is_not_understood_is_named(String lines, String message) {
        assertThatThrownBy(() -> Cluster.parse("c", List.of(lines.split(";"))))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_machine_is_reached_by_ssh_and_each_word_arrives_as_it_is() {
        Machine slave = new Machine("slave1", List.of(Role.DATANODE));

        assertThat(slave.command(List.of("java", "-jar", "it's here/hadoop.jar", "$HOME")))
                .startsWith("ssh", "-n")
                .endsWith("--", "slave1", "'java'", "'-jar'", "'it'\\''s here/hadoop.jar'", "'$HOME'", "2>&1");
    }

    @Test
    void this_machine_is_reached_without_ssh() {
        assertThat(new Machine(Machine.HERE, List.of()).command(List.of("java", "a b")))
                .containsExactly("java", "a b");
    }
}

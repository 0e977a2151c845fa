/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebuggerTest {

    private final ReplayFixture jvm = new ReplayFixture();

    /** As the Debug and Run buttons of IntelliJ IDEA, Eclipse, Visual Studio Code and NetBeans give them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,address=127.0.0.1:41093,suspend=y,server=n",
                "-agentlib:jdwp=transport=dt_socket,suspend=y,address=localhost:38841",
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=localhost:44455",
                "-Xrunjdwp:transport=dt_socket,server=n,address=host:5005",
                "-agentpath:/opt/jdk/lib/libjdwp.so=address=host:5005",
                "-javaagent:/opt/idea/lib/idea_rt.jar=45107:/opt/idea/bin",
                "-javaagent:/opt/idea/lib/idea_rt.jar",
            })
    void a_development_environment_that_has_this_process_is_named_by_its_option(String option) {
        assertThat(Debugger.attachedBy(List.of("-Xmx1g", option))).contains("(" + option + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005",
                "-agentlib:jdwp=transport=dt_socket,server=y",
                "-agentlib:jdwp=transport=dt_socket,server=n,address=h:1,server=y",
                "-agentlib:jdwp=transport=dt_socket,address=h:1,onthrow=java.io.IOException,launch=/bin/dbg",
                "-agentlib:jdwp=transport=dt_socket,address=h:1,onuncaught=y,launch=/bin/dbg",
                "-agentlib:jdwp=help",
                "-agentlib:other=server=n,address=h:1",
                "-javaagent:/opt/jmx_exporter.jar=9404:idea_rt.jar",
                "-Didea_rt.jar=/idea_rt.jar",
            })
    void what_only_waits_for_a_debugger_is_nobodys(String option) {
        assertThat(Debugger.attachedBy(List.of(option))).isNull();
    }

    @Test
    void the_options_are_those_of_every_place_the_vm_reads() {
        jvm.file("/srv/app/args", "-cp '/a b' -Xint")
                .file("/srv/app/vm", "-Xrs")
                .variable("JAVA_TOOL_OPTIONS=-Da=1")
                .variable("JDK_JAVA_OPTIONS=-Db=2")
                .variable("_JAVA_OPTIONS=-Dc=3")
                .variable("DAEMON4J_JAVA_OPTIONS=-Dd=4");

        assertThat(jvm.ownOptions("java", "@args", "-XX:VMOptionsFile=vm", "-jar", "x.jar", "-De=5"))
                .containsExactly("-Da=1", "-Db=2", "-cp", "-Xint", "-XX:VMOptionsFile=vm", "-Xrs", "-jar", "-Dc=3");
    }

    @Test
    void a_command_line_that_cannot_be_read_has_no_options() {
        assertThat(jvm.ownOptions("java", "-Xint", "@gone", "Main")).isEmpty();
        assertThat(jvm.ownOptions()).isEmpty();
    }

    @Test
    void the_daemon_is_refused_a_debugger_that_has_taken_this_jvm() {
        String option = "-agentlib:jdwp=transport=dt_socket,server=n,address=host:5005";

        assertThatThrownBy(() -> jvm.arguments("java", option, "Main"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("'" + option + "' in the command line")
                .hasMessageContaining("foreground")
                .hasMessageContaining("DAEMON4J_JAVA_OPTIONS");
    }
}

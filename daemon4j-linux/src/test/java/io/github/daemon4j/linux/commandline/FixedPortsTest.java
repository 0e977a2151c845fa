/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPortsTest {

    private static final String JDWP = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005";
    private static final String JMX = "-Dcom.sun.management.jmxremote.port=5598";

    private final ReplayFixture jvm = new ReplayFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                JDWP,
                "-agentlib:jdwp=server=y,address=5005",
                "-agentlib:jdwp=address=[::1]:5005,server=y,transport=dt_socket",
                "-agentpath:/opt/jdk/lib/libjdwp.so=server=y,address=5005",
                "-Xrunjdwp:transport=dt_socket,server=y,address=5005",
                JMX,
                "-Dcom.sun.management.jmxremote.rmi.port=5598",
            })
    void a_port_that_both_jvms_would_open_is_refused_with_the_cure(String option) {
        assertThatThrownBy(() -> jvm.arguments("java", option, "Main"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("'" + option + "' in the command line")
                .hasMessageContaining("DaemonOptions.jvmOption(..)")
                .hasMessageContaining("DAEMON4J_JAVA_OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,address=127.0.0.1:0",
                "-agentlib:jdwp=transport=dt_socket,server=y",
                "-agentlib:other=server=y,address=5005",
                "-Dcom.sun.management.jmxremote.port=0",
                "-Dcom.sun.management.jmxremote",
                "-Dcom.sun.management.jmxremote.ssl=false",
            })
    void a_port_the_system_chooses_or_nobody_opens_is_fine(String option) {
        assertThat(jvm.keepingDirectory().arguments("java", option, "Main")).containsExactly("java", option, "Main");
    }

    @Test
    void the_option_is_found_in_an_argument_file() {
        jvm.file("/srv/app/args", "-Xmx1g\n" + JDWP);

        assertThatThrownBy(() -> jvm.arguments("java", "@args", "Main"))
                .hasMessageContaining("in the argument file @args in the command line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"})
    void the_option_is_found_in_a_variable(String variable) {
        jvm.variable(variable + "=-Xmx1g '" + JMX + "'");

        assertThatThrownBy(() -> jvm.arguments("java", "Main"))
                .hasMessageContaining("in the environment variable " + variable);
    }

    @Test
    void the_option_is_found_in_a_file_of_vm_options() {
        jvm.file("/srv/app/vm", JDWP);

        assertThatThrownBy(() -> jvm.keepingDirectory().arguments("java", "-XX:VMOptionsFile=vm", "Main"))
                .hasMessageContaining("in the file of '-XX:VMOptionsFile=vm' in the command line");
    }

    @Test
    void the_programs_own_arguments_are_not_options() {
        assertThat(jvm.keepingDirectory().arguments("java", "Main", JDWP, JMX))
                .containsExactly("java", "Main", JDWP, JMX);
    }

    @Test
    void the_daemon_alone_may_have_a_fixed_port() {
        jvm.keepingDirectory().jvmOption(JDWP).variable("DAEMON4J_JAVA_OPTIONS=" + JMX);

        assertThat(jvm.arguments("java", "Main")).containsExactly("java", JDWP, JMX, "Main");
    }

    @Test
    void a_management_port_the_daemon_overrides_is_fine_unless_it_is_the_same() {
        ReplayFixture other = new ReplayFixture().jvmOption("-Dcom.sun.management.jmxremote.port=7000");
        ReplayFixture same = new ReplayFixture().jvmOption(JMX);

        assertThat(other.arguments("java", JMX, "Main")).contains("-Dcom.sun.management.jmxremote.port=7000");
        assertThatThrownBy(() -> same.arguments("java", JMX, "Main")).hasMessageContaining(JMX);
    }

    @Test
    void the_last_setting_of_a_management_port_counts() {
        assertThat(jvm.keepingDirectory().arguments("java", JMX, "-Dcom.sun.management.jmxremote.port=0", "Main"))
                .hasSize(4);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonCommandLineTest {

    private final ReplayFixture jvm = new ReplayFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:/a.jar=9404",
                "-agentlib:jdwp=transport=dt_socket,server=y,address=0",
                "-agentpath:/opt/libprofiler.so",
                "-Xrunprofiler"
            })
    void an_early_death_under_an_agent_has_a_hint(String option) {
        assertThat(jvm.daemon("java", option, "Main").earlyDeathHint())
                .contains("'" + option + "' in the command line")
                .contains("DAEMON4J_JAVA_OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"})
    void an_agent_of_a_variable_is_named_with_the_variable(String variable) {
        assertThat(jvm.variable(variable + "=-javaagent:/a.jar")
                        .daemon("java", "Main")
                        .earlyDeathHint())
                .contains("in the environment variable " + variable);
    }

    @Test
    void without_an_agent_in_both_jvms_there_is_no_hint() {
        jvm.variable("DAEMON4J_JAVA_OPTIONS=-javaagent:/a.jar");

        assertThat(jvm.daemon("java", "-Xint", "Main", "-javaagent:/b.jar").earlyDeathHint())
                .isNull();
    }

    private List<String> withWords(DaemonCommandLine command, int instead, String... words) {
        DaemonCommandLine changed = command.withWords(ByteText.bytes(List.of(words)), instead);
        List<String> all = ByteText.of(changed.launch().arguments());
        assertThat(ByteText.of(changed.words()))
                .as("what its main is given")
                .isEqualTo(all.subList(all.size() - changed.words().size(), all.size()));
        return all;
    }

    @Test
    void a_restart_has_the_words_of_the_daemon_that_runs() {
        assertThat(withWords(jvm.daemon("java", "-Xint", "Main", "restart"), 1, "start", "--port", "8080"))
                .endsWith("-Xint", "Main", "start", "--port", "8080");
        assertThat(withWords(jvm.daemon("java", "-jar", "/a.jar", "restart", "--timeout", "5"), 3, "run"))
                .endsWith("-jar", "/a.jar", "run");
        assertThat(withWords(jvm.daemon("java", "Main", "restart"), 1)).endsWith("Main");
        assertThat(withWords(jvm.daemon("java", "Main", "restart"), 1, "", "\u00e4 b", "@file"))
                .endsWith("Main", "", "\u00e4 b", "@file");
    }

    /** {@code app --config x restart}: what else was typed is somebody's. */
    @Test
    void a_restart_with_more_words_has_those() {
        assertThat(withWords(jvm.daemon("java", "Main", "--config", "x", "restart"), 1, "start"))
                .endsWith("Main", "--config", "x", "restart");
        assertThat(withWords(jvm.daemon("java", "Main"), 1, "start")).endsWith("Main");
    }

    /** What stands in a file cannot be exchanged. */
    @Test
    void a_restart_whose_word_comes_from_an_argument_file_has_that() {
        jvm.file("/all", "Main restart");

        DaemonCommandLine own = jvm.daemon("java", "@/all");

        assertThat(own.withWords(ByteText.bytes(List.of("start")), 1)).isSameAs(own);
    }

    @Test
    void management_ports_of_this_jvm_that_the_daemon_overrides_are_its_own() {
        String port = "-Dcom.sun.management.jmxremote.port=";
        jvm.jvmOption(port + "7000");

        assertThat(jvm.daemon("java", port + "5598", "Main").ownPorts()).containsExactly(5598);
        assertThat(jvm.daemon("java", port + "x", "Main").ownPorts()).isEmpty();
    }
}

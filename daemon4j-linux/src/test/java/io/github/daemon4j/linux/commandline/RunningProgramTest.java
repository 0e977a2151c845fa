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

/** What the launcher says it runs decides how its command line is read. */
class RunningProgramTest {

    private final ReplayFixture jvm = new ReplayFixture().keepingDirectory();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--enable-final-field-mutation",
                "--finalization",
                "--illegal-final-field-mutation",
                "--illegal-native-access",
                "--sun-misc-unsafe-memory-access"
            })
    void an_option_whose_value_stands_alone_on_newer_jdks_is_followed_by_it_there(String option) {
        jvm.jvmOption("-Xint").runs("Main start", "UTF-8");

        assertThat(jvm.arguments("java", option, "x", "Main", "start"))
                .containsExactly("java", option, "x", "-Xint", "Main", "start");
    }

    @Test
    void on_a_jdk_that_does_not_know_the_value_the_same_words_are_read_as_before() {
        jvm.jvmOption("-Xint").runs("x Main start", "UTF-8");

        assertThat(jvm.arguments("java", "-XX:+IgnoreUnrecognizedVMOptions", "--finalization", "x", "Main", "start"))
                .containsExactly(
                        "java", "-XX:+IgnoreUnrecognizedVMOptions", "--finalization", "-Xint", "x", "Main", "start");
    }

    @Test
    void words_that_no_grammar_reads_as_what_runs_are_refused() {
        jvm.runs("Main start", "UTF-8");

        assertThatThrownBy(() -> jvm.arguments("java", "--option-of-jdk-99", "x", "Main", "start"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("as if they ran 'x'")
                .hasMessageContaining("runs 'Main start'")
                .hasMessageContaining("'=' between");
    }

    @Test
    void modules_jars_and_source_files_are_what_the_launcher_says() {
        assertThat(new ReplayFixture().runs("a.jar -x  y", "UTF-8").arguments("java", "-jar", "a.jar", "-x", "", "y"))
                .hasSize(6);
        assertThat(new ReplayFixture().runs("m/p.Main a", "UTF-8").arguments("java", "--module=m/p.Main", "a"))
                .hasSize(3);
        assertThat(new ReplayFixture().runs("m a", "UTF-8").arguments("java", "-m", "m", "a"))
                .hasSize(4);
        assertThat(new ReplayFixture()
                        .runs("jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Main.java a", "UTF-8")
                        .arguments("java", "-cp", "/x", "--source", "17", "Main.java", "a"))
                .hasSize(7);
    }

    @Test
    void bytes_the_jdk_could_not_decode_make_no_difference() {
        ReplayFixture ascii = new ReplayFixture().runs("Main T??l? \uFFFDx?", "ANSI_X3.4-1968");
        ReplayFixture utf8 = new ReplayFixture().runs("Main T\u00e9l\uFFFD \uFFFDx?", "UTF-8");

        for (ReplayFixture locale : new ReplayFixture[] {ascii, utf8}) {
            assertThat(locale.arguments("java", "-cp", "/x", "Main", "T\u00c3\u00a9l\u00ff", "\u00fex?"))
                    .hasSize(6);
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonOptionsTest {

    @Test
    void a_daemon_keeps_nothing_of_the_shell_unless_it_is_asked_to() {
        DaemonOptions options = DaemonOptions.defaults();

        assertThat(options.workingDirectory()).contains(Path.of("/"));
        assertThat(options.umask()).isEqualTo(027);
        assertThat(options.output()).isEqualTo(Redirect.discard());
        assertThat(options.pidFile()).isEmpty();
        assertThat(options.mode()).isEmpty();
        assertThat(options.coreDumps()).isTrue();
    }

    @Test
    void the_launchers_directory_is_kept_on_request() {
        assertThat(DaemonOptions.builder().keepWorkingDirectory().build().workingDirectory())
                .isEmpty();
    }

    @Test
    void options_do_not_change_when_their_builder_goes_on() {
        DaemonOptions.Builder builder =
                DaemonOptions.builder().jvmOption("-Xmx1g").environment("A", "1");
        DaemonOptions options = builder.build();

        builder.jvmOption("-Xms1g").environment("B", "2").umask(077);

        assertThat(options.jvmOptions()).containsExactly("-Xmx1g");
        assertThat(options.environment()).containsOnlyKeys("A");
        assertThat(options.umask()).isEqualTo(027);
    }

    @Test
    void a_builder_of_options_begins_with_them() {
        DaemonOptions options = DaemonOptions.builder()
                .name("server")
                .nice(5)
                .oomScoreAdjust(-500)
                .readyTimeout(Duration.ofSeconds(3))
                .build();

        DaemonOptions copy = options.toBuilder().umask(022).build();

        assertThat(copy.name()).contains("server");
        assertThat(copy.nice()).hasValue(5);
        assertThat(copy.oomScoreAdjust()).hasValue(-500);
        assertThat(copy.readyTimeout()).contains(Duration.ofSeconds(3));
        assertThat(copy.umask()).isEqualTo(022);
    }

    @ParameterizedTest
    @CsvSource({"-1, 037777777777", "512, 01000", "777, 01411"})
    void a_umask_has_nine_bits_and_is_told_in_octal(int umask, String told) {
        assertThatThrownBy(() -> DaemonOptions.builder().umask(umask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("umask must be from 0 to 0777, not " + told + "; it is octal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "A\0"})
    void a_name_that_no_environment_can_hold_is_refused(String name) {
        assertThatThrownBy(() -> DaemonOptions.builder().environment(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_option_is_not_passed_to_a_jvm() {
        assertThatThrownBy(() -> DaemonOptions.builder().jvmOption("Main"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with '-': Main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void a_name_that_nothing_can_have_is_refused(String name) {
        DaemonOptions.Builder builder = DaemonOptions.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.name(name))
                .withMessageStartingWith("name ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.user(name))
                .withMessageStartingWith("user ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.group(name))
                .withMessageStartingWith("group ");
    }

    @Test
    void an_empty_path_names_no_file() {
        Path empty = Path.of("");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DaemonOptions.builder().pidFile(empty))
                .withMessage("pidFile must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Redirect.appendTo(empty))
                .withMessage("file must not be empty");
    }

    @Test
    void a_timeout_is_positive() {
        assertThatThrownBy(() -> DaemonOptions.builder().readyTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}

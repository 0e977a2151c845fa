/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OutputOptionsTest {

    private static final Path LOG = Path.of("x.log");

    @Test
    void errors_go_where_output_goes_unless_told_otherwise() {
        DaemonOptions together =
                DaemonOptions.builder().output(Redirect.appendTo(LOG)).build();
        DaemonOptions apart =
                together.toBuilder().errorOutput(Redirect.discard()).build();

        assertThat(together.errorOutput()).isEqualTo(Redirect.appendTo(LOG));
        assertThat(apart.output()).isEqualTo(Redirect.appendTo(LOG));
        assertThat(apart.errorOutput()).isEqualTo(Redirect.discard());
    }

    @Test
    void one_file_is_written_in_one_way() {
        DaemonOptions.Builder options =
                DaemonOptions.builder().output(Redirect.appendTo(LOG)).errorOutput(Redirect.rolling(LOG, 5000, 3));

        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output and errorOutput are one file, but one is to be appendTo(x.log) and the other"
                        + " rolling(x.log, 5000, 3)");
        assertThat(options.errorOutput(Redirect.appendTo(LOG)).build().errorOutput())
                .isEqualTo(Redirect.appendTo(LOG));
    }

    @Test
    void a_log_that_rolls_needs_some_room_and_one_old_file() {
        assertThatThrownBy(() -> Redirect.rolling(LOG, 1023, 3)).hasMessage("bytes must be at least 1024, not 1023");
        assertThatThrownBy(() -> Redirect.rolling(LOG, 1024, 0)).hasMessage("files must be from 1 to 999, not 0");
        assertThatThrownBy(() -> Redirect.rolling(LOG, 1024, 1000)).hasMessage("files must be from 1 to 999, not 1000");
        assertThat(Redirect.rolling(LOG, 1024, 1).file()).contains(LOG);
    }

    @Test
    void a_pipe_leads_to_a_program() {
        assertThatThrownBy(Redirect::pipeTo).hasMessageStartingWith("pipeTo needs a program");
        assertThatThrownBy(() -> Redirect.pipeTo("")).hasMessageStartingWith("pipeTo needs a program");
        assertThatThrownBy(() -> Redirect.pipeTo("logger", "-t", "a\0b"))
                .hasMessageStartingWith("pipeTo must not contain a NUL character");
        assertThat(Redirect.pipeTo("logger", "-t", "server"))
                .isEqualTo(Redirect.pipeTo("logger", "-t", "server"))
                .isNotEqualTo(Redirect.pipeTo("logger", "-t", "other"))
                .hasToString("pipeTo(logger -t server)");
        assertThat(Redirect.pipeTo("logger").file()).isEmpty();
    }
}

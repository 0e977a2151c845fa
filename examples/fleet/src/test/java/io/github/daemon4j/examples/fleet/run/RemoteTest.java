/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.examples.fleet.file.Host;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteTest {

    @Test
    void the_fleet_of_another_host_is_run_by_ssh_word_for_word() {
        assertThat(Remote.command(new Host("kim@web1"), Path.of("/srv/fleet.yaml"), List.of("start", "it's")))
                .startsWith("ssh", "-n")
                .endsWith("'--file'", "'/srv/fleet.yaml'", "'--here'", "'start'", "'it'\\''s'", "2>&1")
                .containsSequence("--", "kim@web1");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class HomeTest {

    @Command
    private static final class Any {

        @Mixin
        private Home home;
    }

    private final Any command = new Any();

    @Test
    void a_start_cache_is_that_of_every_server_and_of_every_machine() {
        new CommandLine(command).parseArgs("--start-cache", "caches");

        Path absolute = Path.of("caches").toAbsolutePath();
        assertThat(command.home.daemonOptions(Role.NAMENODE).startCache()).hasValue(absolute);
        assertThat(command.home.arguments()).containsSequence("--start-cache", absolute.toString());
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldPidFileTest {

    @ParameterizedTest
    @CsvSource({
        "'4711\n', 4711",
        "'4711', 4711",
        "'4711\nmore', 4711",
        "'2147483647\n', 2147483647",
        "'', 0",
        "'\n', 0",
        "'-1\n', 0",
        "'0\n', 0",
        "'1\n', 0",
        "'4711 \n', 0",
        "'abc', 0",
        "'2147483648\n', 0",
        "'99999999999999999999999\n', 0"
    })
    void a_pid_is_a_number_that_may_be_signalled(String content, long pid) {
        assertThat(HeldPidFile.parse(content.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(pid);
    }

    @ParameterizedTest
    @CsvSource({
        "'4711\n', true",
        "'4711', true",
        "'1\n', true",
        "'', true",
        "'\n', true",
        "'4711\nmore', false",
        "'port=80\n', false",
        "'\n\n', false",
        "'-1\n', false"
    })
    void a_launcher_writes_one_number_or_none_yet(String content, boolean ofLauncher) {
        assertThat(HeldPidFile.isOfLauncher(content.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(ofLauncher);
    }

    @Test
    void a_missing_file_holds_no_pid(@TempDir Path directory) {
        assertThat(HeldPidFile.read(directory.resolve("none.pid"))).isZero();
    }
}

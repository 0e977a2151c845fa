/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemStartFilesTest {

    @TempDir
    Path directory;

    private final StartFiles files = new SystemStartFiles();

    @Test
    void a_regular_file_is_read_byte_for_byte() throws IOException {
        byte[] content = {'a', (byte) 0xff, 0, '\n'};
        Files.write(directory.resolve("args"), content);

        assertThat(files.read(path("args"))).isEqualTo(content);
        assertThat(files.exists(path("args"))).isTrue();
    }

    @Test
    void a_missing_file_is_told_apart_from_one_that_is_no_regular_file() throws IOException {
        assertThat(files.exists(path("args"))).isFalse();
        assertThatThrownBy(() -> files.read(path("args")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such");
        assertThatThrownBy(() -> files.read("/dev/null"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void a_name_java_cannot_express_is_an_error_and_not_a_missing_file() {
        assumeFalse(
                System.getProperty("sun.jnu.encoding").startsWith("ISO-8859"),
                "in an ISO-8859 locale every name can be expressed");

        assertThatThrownBy(() -> files.exists(path("\u00ff\u00fe"))).hasMessageContaining("so Java cannot open it");
    }

    private String path(String name) {
        return ByteText.of(directory.toString().getBytes(UTF_8)) + "/" + name;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Redirect;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    @Test
    void the_variable_says_everything_again() {
        Handshake handshake = new Handshake(3, 81234L, 4, Redirect.Kind.APPEND, false, "/home/a:b c");

        assertThat(Handshake.parse(handshake.format())).isEqualTo(handshake);
    }

    @Test
    void a_daemon_that_leads_its_session_knows_it() {
        Handshake handshake = new Handshake(3, 1L, -1, Redirect.Kind.DISCARD, true, "/");

        assertThat(Handshake.parse(handshake.format())).isEqualTo(handshake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1:3:81234:4:APPEND:member",
                "2:3:81234:4:APPEND:member:/",
                "1:x:81234:4:APPEND:member:/",
                "1:3:81234:4:NOWHERE:member:/"
            })
    void what_no_launcher_wrote_is_not_believed(String value) {
        assertThat(Handshake.parse(value)).isNull();
    }

    @Test
    void nothing_is_written_to_a_descriptor_that_is_not_the_pipe(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("modules"), "precious");
        try (FileInputStream open = new FileInputStream(file.toFile())) {
            Handshake handshake = new Handshake(descriptorOf(file), 1L, -1, Redirect.Kind.DISCARD, false, "/");

            handshake.say(new Frame(Frame.FAILED, 71, "half-detached"));

            assertThat(open.available()).isEqualTo("precious".length());
        }
        assertThat(file).hasContent("precious");
    }

    private static int descriptorOf(Path file) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
                    return Integer.parseInt(descriptor.getFileName().toString());
                }
            }
        }
        throw new IOException("not open: " + file);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.linux.libc.SystemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
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
    void a_name_that_is_valid_in_no_encoding_is_a_name() throws IOException {
        Path file = SystemText.path(ByteText.bytes(path("\u00ff\u00fe")));
        assertThat(files.exists(path("\u00ff\u00fe"))).isFalse();

        Files.writeString(file, "-Xint");

        assertThat(files.exists(path("\u00ff\u00fe"))).isTrue();
        assertThat(files.read(path("\u00ff\u00fe"))).asString().isEqualTo("-Xint");
    }

    @Test
    void a_name_with_a_nul_is_an_error_and_not_a_missing_file() {
        assertThatThrownBy(() -> files.exists(path("a\0b"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files.exists(path("\u00ff\0"))).isInstanceOf(IOException.class);
    }

    @Test
    void a_directory_is_told_apart_from_a_file() throws IOException {
        Files.createDirectory(directory.resolve("d"));
        Files.writeString(directory.resolve("f"), "");

        assertThat(files.isDirectory(path("d"))).isTrue();
        assertThat(files.isDirectory(path("f"))).isFalse();
    }

    @Test
    void an_attribute_of_a_jar_is_that_of_its_manifest() throws IOException {
        jar("plain.jar", null);
        jar("enabling.jar", "ALL-UNNAMED");

        assertThat(files.attribute(path("enabling.jar"), "Enable-Native-Access"))
                .isEqualTo("ALL-UNNAMED");
        assertThat(files.attribute(path("plain.jar"), "Enable-Native-Access")).isNull();
        assertThatThrownBy(() -> files.attribute(path("none.jar"), "Enable-Native-Access"))
                .isInstanceOf(IOException.class);
    }

    private void jar(String name, @Nullable String nativeAccess) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (nativeAccess != null) {
            manifest.getMainAttributes().putValue("Enable-Native-Access", nativeAccess);
        }
        new JarOutputStream(Files.newOutputStream(directory.resolve(name)), manifest).close();
    }

    private String path(String name) {
        return ByteText.of(directory.toString().getBytes(UTF_8)) + "/" + name;
    }
}

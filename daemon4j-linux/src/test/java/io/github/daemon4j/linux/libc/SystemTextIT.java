/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemTextIT {

    private static final long SECONDS = 60;

    @TempDir
    Path scratch;

    /** One char a byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "T\u00c3\u00a9l",
                "\u00ff\u00fe",
                "a%20b\u00c3",
                "\u00c3\u00a9+?#;:@&=$,~",
                "\u00ef\u00bf\u00bd"
            })
    void paths_keep_their_bytes_in_every_locale(String name) throws Exception {
        Path real = scratch.toRealPath();
        Path directory = Files.createDirectory(path(text(real) + "/" + name));
        Files.createDirectory(path(text(directory) + "/" + name)); // the JDK writes the URI of a directory otherwise

        for (String locale : new String[] {"C", "C.UTF-8"}) {
            assertThat(seenFrom(directory, locale))
                    .as(locale)
                    .isEqualTo(text(real) + "/" + name + "\n"
                            + text(real) + "/" + name + "/" + name + "\n"
                            + name + "\n"
                            + "true\ntrue\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "a", "a/b", "", ".", "../\u00ff", "/\u00ff/../x", "\u00ff/\u00fe"})
    void a_path_from_bytes_has_these_bytes(String name) {
        assertThat(text(path(name))).isEqualTo(name);
    }

    @Test
    void slashes_too_many_are_dropped_as_in_every_path() {
        assertThat(text(path("/\u00ff//x//"))).isEqualTo("/\u00ff/x");
        assertThat(text(path("//\u00ff/"))).isEqualTo("/\u00ff");
        assertThat(text(path("\u00ff/"))).isEqualTo("\u00ff");
    }

    @Test
    void a_nul_is_in_no_path() {
        assertThatThrownBy(() -> path("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> path("\u00ff\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    /** What {@link PathBytes} prints. A shell goes to the directory, because ProcessBuilder cannot name every one. */
    private String seenFrom(Path directory, String locale) throws IOException, InterruptedException {
        Path script = scratch.resolve("script");
        Path output = scratch.resolve("output");
        Files.write(script, bytes("cd '" + text(directory) + "' && exec \"$@\""));
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/sh",
                script.toString(),
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                classPath(),
                PathBytes.class.getName());
        builder.environment().put("LC_ALL", locale);
        builder.redirectOutput(output.toFile())
                .redirectError(scratch.resolve("errors").toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(scratch.resolve("errors")).isEmptyFile();
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    private static String classPath() {
        StringBuilder classPath = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.append(new File(entry).getAbsolutePath()).append(File.pathSeparator);
        }
        return classPath.toString();
    }

    private static Path path(String bytes) {
        return SystemText.path(bytes(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Path path) {
        return new String(SystemText.bytes(path), StandardCharsets.ISO_8859_1);
    }
}

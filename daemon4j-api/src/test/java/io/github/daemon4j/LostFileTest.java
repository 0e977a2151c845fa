/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostFileTest {

    private static final Path LAUNCHED = Path.of("/home/ann");

    private static String hint(Throwable failure) {
        return LostFile.hint(failure, LAUNCHED);
    }

    @Test
    void a_missing_relative_file_is_told_where_it_was_looked_for() {
        String hint = hint(new NoSuchFileException("conf/server.yml"));

        assertThat(hint)
                .isEqualTo("; conf/server.yml is relative and was looked for in " + System.getProperty("user.dir")
                        + ", the working directory of the daemon: use daemon.resolve(\"conf/server.yml\"), which is"
                        + " /home/ann/conf/server.yml, or DaemonOptions.keepWorkingDirectory()");
    }

    @Test
    void both_ways_of_the_jdk_to_say_so_are_understood() {
        Exception old = new FileNotFoundException();
        try (FileInputStream in = new FileInputStream("no such file here")) {
            in.read();
        } catch (IOException missing) {
            old = missing;
        }
        Exception newer = new FileNotFoundException();
        try {
            Files.readString(Path.of("no such file here"));
        } catch (IOException missing) {
            newer = missing;
        }

        assertThat(hint(old)).contains("daemon.resolve(\"no such file here\")");
        assertThat(hint(newer)).isEqualTo(hint(old));
    }

    @Test
    void frameworks_wrap_it() {
        assertThat(hint(new IllegalStateException(
                        "cannot configure", new UncheckedIOException(new NoSuchFileException("server.yml")))))
                .contains("server.yml is relative");
    }

    @Test
    void whoever_was_where_it_was_looked_for_hears_nothing_of_it() {
        Path here = Path.of(System.getProperty("user.dir"));

        assertThat(LostFile.hint(new NoSuchFileException("server.yml"), here)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/server.yml", "", "http://localhost/x", "C:\\server.yml"})
    void what_is_no_relative_path_has_no_hint(String file) {
        assertThat(hint(new NoSuchFileException(file))).isEmpty();
        assertThat(hint(new FileNotFoundException(file + " (No such file or directory)")))
                .isEmpty();
    }

    @Test
    void another_failure_has_none() {
        assertThat(hint(new IllegalStateException("server.yml"))).isEmpty();
        assertThat(hint(new FileNotFoundException())).isEmpty();
        assertThat(hint(new FileNotFoundException("server.yml"))).isEmpty();
        assertThat(hint(new NoSuchFileException(null))).isEmpty();
    }
}

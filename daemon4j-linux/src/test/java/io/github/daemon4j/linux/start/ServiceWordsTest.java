/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceWordsTest {

    @TempDir
    private Path directory;

    private ServiceWords words;

    @BeforeEach
    void in_a_directory_with_a_file() throws IOException {
        Files.createFile(directory.resolve("server.yml"));
        DaemonOptions options = DaemonOptions.builder()
                .pidFile(Path.of("q.pid"))
                .output(Redirect.appendTo(Path.of("logs/q.log")))
                .build();
        words = new ServiceWords(options, new LaunchDirectory(directory));
    }

    private static List<String> list(String words) {
        return words == null ? List.of() : Arrays.asList(words.split(" "));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "unit --port 80,               unit,            start --port 80",
        "unit --user --port 80,        unit --user,     start --port 80",
        "--port 80 unit,               unit,            --port 80 start",
        "unit --port 80 --name x,      unit --name x,   start --port 80",
        "unit unit,                    unit,            start unit",
        "unit -- --name,               unit,            start -- --name",
    })
    void start_stands_for_what_was_typed_for_the_unit_and_all_else_stays(String all, String typed, String words) {
        assertThat(ServiceWords.replace(list(all), list(typed), List.of("start")))
                .isEqualTo(list(words));
    }

    @Test
    void a_program_with_another_word_for_it_is_told_what_to_use() {
        assertThatThrownBy(() -> ServiceWords.replace(List.of("--print"), List.of("unit"), List.of("start")))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("Daemon.systemdUnit");
    }

    @Test
    void the_files_of_the_options_become_absolute() {
        assertThat(words.absolute(List.of("--pid-file", "q.pid", "--log-file=logs/q.log", "--port=80", "", "/a", "-x")))
                .containsExactly(
                        "--pid-file",
                        directory + "/q.pid",
                        "--log-file=" + directory + "/logs/q.log",
                        "--port=80",
                        "",
                        "/a",
                        "-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.yml", "--config=server.yml", "./new.yml", "--data=../data", ".", "--in=.."})
    void another_relative_file_is_refused_by_its_name(String word) {
        assertThatThrownBy(() -> words.absolute(List.of(word)))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("'" + word + "'")
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("whole path");
    }
}

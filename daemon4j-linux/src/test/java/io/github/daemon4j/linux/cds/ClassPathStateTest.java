/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathStateTest {

    @TempDir
    private Path directory;

    @Test
    void is_another_one_after_a_jar_was_replaced() throws IOException {
        Path jar = Files.writeString(directory.resolve("a.jar"), "one");
        String before = ClassPathState.of(List.of(jar));
        assertThat(ClassPathState.of(List.of(jar))).isEqualTo(before);

        Files.writeString(jar, "longer");
        String longer = ClassPathState.of(List.of(jar));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));

        assertThat(longer).isNotEqualTo(before);
        assertThat(ClassPathState.of(List.of(jar))).isNotEqualTo(longer);
    }

    @Test
    void is_another_one_after_a_jar_has_come_to_a_directory_of_them() throws IOException {
        Files.writeString(directory.resolve("a.jar"), "one");
        Path all = directory.resolve("*");
        String before = ClassPathState.of(List.of(all));
        Files.writeString(directory.resolve("notes.txt"), "no jar");
        assertThat(ClassPathState.of(List.of(all))).isEqualTo(before);

        Files.writeString(directory.resolve("b.JAR"), "two");

        assertThat(ClassPathState.of(List.of(all))).isNotEqualTo(before);
    }

    @Test
    void is_none_for_a_directory_of_classes() {
        assertThat(ClassPathState.of(List.of(directory))).isNull();
    }

    @Test
    void a_jar_that_is_not_there_is_a_state_too() {
        assertThat(ClassPathState.of(List.of(directory.resolve("missing.jar")))).isNotNull();
    }
}

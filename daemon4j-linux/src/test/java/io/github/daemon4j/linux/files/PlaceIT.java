/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.Whom.Use;
import io.github.daemon4j.linux.libc.Descriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walking for real: links, dots, swaps. What is trusted is TrustTest's matter. */
class PlaceIT {

    private static final int RDWR = Descriptor.O_RDWR;

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void useRealName() throws IOException {
        directory = temporary.toRealPath();
    }

    private static Place place(Path path, Use use) {
        return Place.of(path, Whom.own(use));
    }

    private static Descriptor made(Place place) throws IOException {
        return Objects.requireNonNull(place.create(RDWR, 0600), "there is something of that name");
    }

    private static void write(Place place, String content) throws IOException {
        try (Descriptor file = made(place)) {
            file.replaceContent(content.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void a_way_through_links_and_dots_leads_where_the_kernel_leads() throws IOException {
        Path far = Files.createDirectories(directory.resolve("a/far"));
        Files.createSymbolicLink(directory.resolve("absolute"), far);
        Files.createSymbolicLink(directory.resolve("relative"), Path.of("a//./far/"));

        try (Place first = place(directory.resolve("absolute/../one"), Use.PID_FILE);
                Place second = place(directory.resolve("relative/two"), Use.PID_FILE)) {
            write(first, "1");
            write(second, "2");
        }

        assertThat(directory.resolve("a/one")).hasContent("1");
        assertThat(far.resolve("two")).hasContent("2");
    }

    @Test
    void a_log_may_be_a_link_to_a_file_that_is_yet_to_be_made() throws IOException {
        Files.createSymbolicLink(directory.resolve("log"), Path.of("target"));

        try (Place place = place(directory.resolve("log"), Use.LOG_FILE)) {
            write(place, "x");
        }

        assertThat(directory.resolve("target")).hasContent("x");
    }

    @Test
    void links_that_lead_in_a_circle_are_refused() throws IOException {
        Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));

        assertThatThrownBy(() -> place(directory.resolve("a/x"), Use.PID_FILE))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("more than 40 symbolic links");
    }

    @Test
    void a_directory_that_is_not_there_is_named() {
        assertThatThrownBy(() -> place(directory.resolve("none/x.pid"), Use.PID_FILE))
                .hasMessageContaining("the directory of the pid file " + directory
                        + "/none/x.pid does not exist; create " + directory + "/none");
    }

    @Test
    void a_file_is_no_directory() throws IOException {
        Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> place(directory.resolve("file/x.pid"), Use.PID_FILE))
                .hasMessageContaining(directory + "/file is no directory");
    }

    @Test
    void what_has_been_walked_to_is_held_when_somebody_moves_it() throws IOException {
        Path place = Files.createDirectory(directory.resolve("place"));
        try (Place held = place(place.resolve("x.pid"), Use.PID_FILE)) {
            Files.move(place, directory.resolve("moved"));
            Files.createDirectory(place);

            write(held, "1");
            assertThat(held.open(RDWR)).isNotNull().satisfies(Descriptor::close);
        }

        assertThat(directory.resolve("moved/x.pid")).hasContent("1");
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void a_name_that_is_given_to_another_file_is_noticed_and_not_removed() throws IOException {
        Path path = directory.resolve("x.pid");
        try (Place place = place(path, Use.PID_FILE);
                Descriptor file = made(place)) {
            assertThat(place.names(file)).isTrue();
            Files.delete(path);
            assertThat(place.names(file)).isFalse();
            Files.createFile(path);
            assertThat(place.names(file)).isFalse();
        }
    }

    @Test
    void a_second_making_finds_the_first() throws IOException {
        try (Place place = place(directory.resolve("x.pid"), Use.PID_FILE)) {
            write(place, "1");

            assertThat(place.create(RDWR, 0600)).isNull();
            place.remove();
            place.remove();
            assertThat(place.open(RDWR)).isNull();
        }
    }

    @Test
    void a_file_beside_it_is_in_the_same_directory() throws IOException {
        try (Place place = place(directory.resolve("x.pid"), Use.PID_FILE)) {
            write(place.beside(".lock"), "1");
            assertThat(place.beside(".lock").path()).isEqualTo(directory.resolve("x.pid.lock"));
        }

        assertThat(directory.resolve("x.pid.lock")).hasContent("1");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JnaLibraryTest {

    @TempDir
    Path directory;

    private URL resource;

    @BeforeEach
    void library() throws IOException {
        Path file = Files.writeString(directory.resolve("resource"), "library");
        resource = file.toUri().toURL();
    }

    private static LibraryPlace place(Path path) {
        return new LibraryPlace(
                "test", path.toFile(), path.resolve("..").normalize().toFile(), false);
    }

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    private static List<String> paths(Properties properties, Map<String, String> environment) {
        return LibraryPlace.all(properties, environment, List.of(Path.of("/data"))).stream()
                .map(place -> place.directory().getPath())
                .toList();
    }

    @Test
    void the_places_are_tried_from_the_one_asked_for_to_the_one_that_is_always_there() {
        assertThat(paths(
                        properties("jna.tmpdir", "/asked", "user.home", "/home/u", "java.io.tmpdir", "/tmp"),
                        Map.of(
                                "XDG_CACHE_HOME", "/cache",
                                "CACHE_DIRECTORY", "/var/cache/s",
                                "STATE_DIRECTORY", "/var/lib/s:/var/lib/t",
                                "RUNTIME_DIRECTORY", "/run/s",
                                "XDG_RUNTIME_DIR", "/run/user/7")))
                .containsExactly(
                        "/asked",
                        "/cache/JNA/temp",
                        "/home/u/.cache/JNA/temp",
                        "/run/s",
                        "/var/lib/s",
                        "/var/cache/s",
                        "/run/user/7",
                        "/tmp",
                        "/dev/shm",
                        "/data");
    }

    @Test
    void a_home_that_is_no_directory_is_no_place() {
        assertThat(paths(properties("user.home", "?"), Map.of("XDG_CACHE_HOME", "", "RUNTIME_DIRECTORY", "relative")))
                .containsExactly("/dev/shm", "/data");
        assertThatThrownBy(() -> JnaLibrary.unpack(
                        resource,
                        LibraryPlace.all(properties("user.home", "/nonexistent"), Map.of(), List.of())
                                .subList(0, 1)))
                .isInstanceOf(IOException.class)
                .hasMessage("tried /nonexistent/.cache/JNA/temp (user.home): is not there");
        assertThat(Path.of("/nonexistent")).doesNotExist();
    }

    @Test
    void what_does_not_serve_is_passed_over() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        File unpacked = JnaLibrary.unpack(
                resource, List.of(place(file), place(directory.resolve("absent/x")), place(directory.resolve("good"))));

        assertThat(unpacked.getParentFile()).isEqualTo(directory.resolve("good").toFile());
        assertThat(unpacked.toPath().resolve("libjnidispatch.so")).hasContent("library");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.toPath())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_directory_where_others_could_replace_it_is_passed_over_and_left_as_it_was() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> JnaLibrary.unpack(resource, List.of(place(open))))
                .hasMessage("tried " + open + " (test): somebody else could replace files in it");
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void safe_is_what_root_or_this_user_owns_and_others_cannot_change() {
        assertThat(LibraryPlace.isSafe(0755, 1000, 1000)).isTrue();
        assertThat(LibraryPlace.isSafe(0775, 1000, 1000)).isTrue();
        assertThat(LibraryPlace.isSafe(0755, 0, 1000)).isTrue();
        assertThat(LibraryPlace.isSafe(01777, 0, 1000)).isTrue();
        assertThat(LibraryPlace.isSafe(0777, 0, 1000)).isFalse();
        assertThat(LibraryPlace.isSafe(0700, 1001, 1000)).isFalse();
        assertThat(LibraryPlace.isSafe(01777, 1001, 0)).isFalse();
    }

    /** A directory of the options may be anywhere: below one that somebody else can rename, it is somebody else's. */
    @Test
    void for_a_last_resort_nobody_else_may_have_a_hand_in_the_whole_way_to_it() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Path below = Files.createDirectory(shared.resolve("data"));
        LibraryPlace place = new LibraryPlace("test", below.toFile(), below.toFile(), true);
        assertThat(JnaLibrary.unpack(resource, List.of(place)).getParentFile()).isEqualTo(below.toFile());

        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));

        assertThatThrownBy(() -> JnaLibrary.unpack(resource, List.of(place)))
                .hasMessageContaining("somebody else could replace files in it");
    }

    @Test
    void what_a_launcher_that_was_killed_left_is_swept_and_nothing_else() throws IOException {
        File own = JnaLibrary.unpack(resource, List.of(place(directory.resolve("temp"))));
        Path parent = own.getParentFile().toPath();
        Path dead = old(directoryWithLibrary(parent.resolve("daemon4j-123")));
        Path young = directoryWithLibrary(parent.resolve("daemon4j-124"));
        Path full = directoryWithLibrary(parent.resolve("daemon4j-125"));
        Files.writeString(full.resolve("precious"), "");
        old(full);
        Path other = old(directoryWithLibrary(parent.resolve("daemon4j-12x")));
        Path target = old(directoryWithLibrary(directory.resolve("elsewhere")));
        Path link = Files.createSymbolicLink(parent.resolve("daemon4j-126"), target);

        JnaLibrary.sweep(own);

        assertThat(dead).doesNotExist();
        assertThat(young.resolve("libjnidispatch.so")).exists();
        assertThat(full.resolve("precious")).exists();
        assertThat(other.resolve("libjnidispatch.so")).exists();
        assertThat(target.resolve("libjnidispatch.so")).exists();
        assertThat(link).exists();
        assertThat(own).exists();
    }

    private static Path directoryWithLibrary(Path path) throws IOException {
        Files.createDirectory(path);
        Files.writeString(path.resolve("libjnidispatch.so"), "library");
        return path;
    }

    private static Path old(Path path) throws IOException {
        return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
}

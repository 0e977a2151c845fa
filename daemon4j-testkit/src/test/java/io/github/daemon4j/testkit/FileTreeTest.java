/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

    @TempDir
    private Path elsewhere;

    @Test
    void only_its_maker_may_enter_it() throws IOException {
        FileTree tree = FileTree.createTemporary("daemon4j-testkit-");

        assertThat(Files.getPosixFilePermissions(tree.path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        tree.remove();
    }

    @Test
    void it_goes_with_all_that_is_in_it_and_nothing_a_link_leads_to() throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "kept");
        FileTree tree = FileTree.createTemporary("daemon4j-testkit-");
        Path below = Files.createDirectories(tree.path().resolve("a/b"));
        Files.writeString(below.resolve("file"), "");
        Files.createSymbolicLink(below.resolve("directory"), elsewhere);
        Files.createSymbolicLink(tree.path().resolve("daemon.log"), precious);

        tree.remove();

        assertThat(tree.path()).doesNotExist();
        assertThat(precious).hasContent("kept");
    }

    @Test
    void another_directory_that_has_its_name_now_stays() throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "kept");
        FileTree tree = FileTree.createTemporary("daemon4j-testkit-");
        Path moved = Files.move(tree.path(), elsewhere.resolve("moved"));
        Files.createSymbolicLink(tree.path(), elsewhere);

        assertThatThrownBy(tree::remove)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(tree.path().toString(), "not the directory the kit has made", "left as it is");

        assertThat(precious).hasContent("kept");
        assertThat(moved).exists();
        Files.delete(tree.path());
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A directory the kit has made, and the one it removes with all that has been put there: not what its name has come to mean,
 * and nothing outside, also while another user renames things and sets links in it. Each entry is reached through the open
 * directory that holds it (openat(2), unlinkat(2)) and no link is followed.
 */
record FileTree(Path path, @Nullable Object identity) {

    /** A new one that only this user can enter, in the directory for temporary files. */
    static FileTree createTemporary(String prefix) throws IOException {
        Path path = Files.createTempDirectory(prefix).toAbsolutePath();
        return new FileTree(
                path,
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }

    /**
     * Removes it.
     *
     * @throws IOException if something cannot be removed, or another directory has its name now, which stays as it is
     */
    void remove() throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            SecureDirectoryStream<Path> open = secure(stream);
            Object found = open.getFileAttributeView(BasicFileAttributeView.class)
                    .readAttributes()
                    .fileKey();
            if (identity == null || !identity.equals(found)) {
                throw new IOException(path + " is not the directory the kit has made there; left as it is");
            }
            empty(open);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        // rmdir(2): it takes an empty directory or nothing.
        Files.delete(path);
    }

    private static void empty(SecureDirectoryStream<Path> directory) throws IOException {
        for (Path entry : directory) {
            Path name = entry.getFileName();
            if (isDirectory(directory, name)) {
                try (SecureDirectoryStream<Path> below =
                        directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    empty(below);
                }
                directory.deleteDirectory(name);
            } else {
                directory.deleteFile(name);
            }
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    /** The JDK's streams are such on Linux; without, names would have to be trusted. */
    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new UnsupportedOperationException("this Java opens nothing relative to an open directory");
    }
}

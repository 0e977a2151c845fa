/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.libc.SystemText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The files of this machine, whatever bytes their names are made of. */
final class SystemStartFiles implements StartFiles {

    @Override
    public byte[] read(String path) throws IOException {
        Path file = path(path);
        if (!Files.exists(file)) {
            throw new FileNotFoundException("no such file now");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file");
        }
        return Files.readAllBytes(file);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return Files.exists(path(path));
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return Files.isDirectory(path(path));
    }

    @Override
    public @Nullable String attribute(String jar, String name) throws IOException {
        try (JarFile file = new JarFile(path(jar).toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue(name);
        }
    }

    private static Path path(String path) throws IOException {
        try {
            return SystemText.path(path.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException nul) {
            throw new IOException("no file has a NUL in its name", nul);
        }
    }
}

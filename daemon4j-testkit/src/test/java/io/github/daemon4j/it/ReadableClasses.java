/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import com.sun.jna.Native;
import io.github.daemon4j.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What a {@link Server} is made of, where every user may read it: the repository of a build is often closed to others. */
public final class ReadableClasses {

    private ReadableClasses() {}

    /** The directory with the classes, and with the jars, below one that everybody is let into. */
    public static Path in(Path directory) throws IOException, ClassNotFoundException {
        Path lib = Files.createDirectory(directory.resolve("lib"));
        letIn(directory);
        letIn(lib);
        Class<?> backend = Class.forName("io.github.daemon4j.linux.LinuxPlatform");
        for (Class<?> type : List.of(Daemon.class, backend, Native.class)) {
            copy(location(type), lib.resolve(type.getSimpleName() + ".jar"));
        }
        try (Stream<Path> classes = Files.list(location(Server.class).resolve("io/github/daemon4j/it"))) {
            for (Path each : classes.filter(Files::isRegularFile).toList()) {
                copy(each, lib.resolve("io/github/daemon4j/it").resolve(each.getFileName()));
            }
        }
        return lib;
    }

    public static void letIn(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }
}

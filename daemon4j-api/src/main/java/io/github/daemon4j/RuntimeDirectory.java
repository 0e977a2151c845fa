/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Where files live that are of use only while a program runs, file-hierarchy(7). */
final class RuntimeDirectory {

    /** What was given away: such a path depends on where it is asked for. */
    private static final Set<Path> GIVEN = Collections.synchronizedSet(new HashSet<>());

    private RuntimeDirectory() {}

    static Path give(String name) {
        Path file = here().resolve(requireName(name));
        GIVEN.add(file);
        return file;
    }

    /** Whether it would be another path where {@code $RUNTIME_DIRECTORY} is another one. */
    static boolean moves(Path file) {
        return GIVEN.contains(file);
    }

    private static String requireName(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a file name is needed, not empty and without a slash, not '" + name + "'");
        }
        return name;
    }

    private static Path here() {
        String unit = variable("RUNTIME_DIRECTORY");
        if (!unit.isEmpty()) {
            int colon = unit.indexOf(':');
            return Path.of(colon < 0 ? unit : unit.substring(0, colon));
        }
        String user = System.getProperty("user.name", "");
        if (user.equals("root")) {
            return Path.of("/run");
        }
        String session = variable("XDG_RUNTIME_DIR");
        return session.isEmpty() ? temporary(user) : Path.of(session);
    }

    /** Nothing but absolute paths; systemd and the XDG specification say so. */
    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null || !value.startsWith("/") ? "" : value;
    }

    /** Whose it is if it is there already is looked at by whoever makes a pid file in it. */
    private static Path temporary(String user) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "daemon4j-" + user);
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                return Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return Files.createDirectory(directory);
        } catch (FileAlreadyExistsException made) {
            return directory;
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot make the directory " + directory + " for a pid file: " + failure, failure);
        }
    }
}

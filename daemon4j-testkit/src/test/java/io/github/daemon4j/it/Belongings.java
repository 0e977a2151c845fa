/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory that is none of a daemon's, with files of each kind of mode in it: what became of it while others were at work. */
final class Belongings {

    private final Path directory;
    private final Map<Path, String> before;

    private Belongings(Path directory) throws IOException {
        this.directory = directory;
        this.before = look(directory);
    }

    /** Makes one of that user's. */
    static Belongings of(Path directory, int uid) throws IOException {
        Neighbour.directory(directory, uid);
        for (String mode : new String[] {"rw-------", "rw-r--r--"}) {
            Path file =
                    Files.writeString(directory.resolve(mode.equals("rw-------") ? "secret" : "file"), "precious\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            Files.setAttribute(file, "unix:uid", uid);
            // So that a write shows even if it leaves the same content.
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        }
        return new Belongings(directory);
    }

    Path directory() {
        return directory;
    }

    Path file() {
        return directory.resolve("file");
    }

    Path secret() {
        return directory.resolve("secret");
    }

    /** Nothing was made, written, removed or given away. */
    void assertUntouched() throws IOException {
        assertThat(look(directory)).as("what is in %s", directory).isEqualTo(before);
    }

    private static Map<Path, String> look(Path directory) throws IOException {
        Map<Path, String> seen = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                Map<String, Object> status = Files.readAttributes(
                        path, "unix:uid,gid,mode,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
                String content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        : "";
                seen.put(path, new TreeMap<>(status) + " " + content);
            }
        }
        return seen;
    }
}

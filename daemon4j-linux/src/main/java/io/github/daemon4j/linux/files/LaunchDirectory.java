/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.linux.libc.SystemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory a person was in when he started the server: what relative paths of the options count from. */
public record LaunchDirectory(String path) {

    /** That of this process. */
    public static LaunchDirectory own() {
        return new LaunchDirectory(System.getProperty("user.dir", "/"));
    }

    /** From its bytes. */
    public static LaunchDirectory of(byte[] bytes) {
        return new LaunchDirectory(SystemText.path(bytes).toString());
    }

    public Path toPath() {
        return Path.of(path);
    }

    /** Not normalized: {@code link/..} is the directory above the one that the link leads to. */
    public Path resolve(Path given) {
        return toPath().resolve(given);
    }

    /** Whether a path leads to this very directory. */
    public boolean isReachedBy(Path given) {
        try {
            return Files.isSameFile(resolve(given), toPath());
        } catch (IOException missing) {
            return false;
        }
    }
}

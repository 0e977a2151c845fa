/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory a person was in when he started the server: what relative paths of the options count from. */
public record LaunchDirectory(Path toPath) {

    /** That of this process. Not the property {@code user.dir}: its text has lost what the locale cannot express. */
    public static LaunchDirectory own() {
        try {
            return new LaunchDirectory(Files.readSymbolicLink(Path.of("/proc/self/cwd")));
        } catch (IOException noProc) {
            return new LaunchDirectory(Path.of(System.getProperty("user.dir", "/")));
        }
    }

    /** For messages. */
    public String path() {
        return toPath.toString();
    }

    /** Not normalized: {@code link/..} is the directory above the one that the link leads to. */
    public Path resolve(Path given) {
        return toPath.resolve(given);
    }

    /** Whether a path leads to this very directory. */
    public boolean isReachedBy(Path given) {
        try {
            return Files.isSameFile(resolve(given), toPath);
        } catch (IOException missing) {
            return false;
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.SystemText;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a program is, as execvp(3) finds it. */
final class Executables {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Executables() {}

    /**
     * Finds a program.
     *
     * @param program a name that is looked for in {@code PATH}, or a path
     * @param attempt what could not be done without it, for the message
     */
    static byte[] find(String program, LaunchDirectory directory, String attempt) {
        if (program.indexOf('/') >= 0) {
            return SystemText.bytes(directory.resolve(Path.of(program)));
        }
        String asked = System.getenv("PATH");
        String path = asked == null ? DEFAULT_PATH : asked;
        for (String entry : path.split(":", -1)) {
            Path candidate = directory.resolve(Path.of(entry)).resolve(program);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return SystemText.bytes(candidate);
            }
        }
        throw new DaemonException(
                attempt + ": no such program in PATH=" + path + " (ENOENT); name it with its directory");
    }
}

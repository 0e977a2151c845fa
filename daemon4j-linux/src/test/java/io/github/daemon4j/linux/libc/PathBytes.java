/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Run in a locale of the test's choice: prints the working directory, the names in it both alone and with their directory,
 * and whether each leads back to the file, one a line, in bytes.
 */
final class PathBytes {

    private PathBytes() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.readSymbolicLink(Path.of("/proc/self/cwd"));
        print(SystemText.bytes(directory));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                print(SystemText.bytes(file));
                print(SystemText.bytes(file.getFileName()));
                print(answer(SystemText.path(SystemText.bytes(file)).equals(file)));
                print(answer(
                        SystemText.path(SystemText.bytes(file.getFileName())).equals(file.getFileName())));
            }
        }
    }

    private static byte[] answer(boolean value) {
        return String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
    }

    private static void print(byte[] line) {
        System.out.write(line, 0, line.length);
        System.out.write('\n');
        System.out.flush();
    }
}

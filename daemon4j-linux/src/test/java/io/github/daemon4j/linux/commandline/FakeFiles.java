/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files by absolute path. */
final class FakeFiles implements StartFiles {

    private final Map<String, String> contents = new HashMap<>();

    FakeFiles with(String path, String content) {
        contents.put(path, content);
        return this;
    }

    @Override
    public byte[] read(String path) throws IOException {
        String content = contents.get(path);
        if (content == null) {
            throw new FileNotFoundException("no such file now");
        }
        return ByteText.bytes(content);
    }

    @Override
    public boolean exists(String path) {
        return contents.containsKey(path);
    }

    /** Of what has no content but files in it. */
    @Override
    public boolean isDirectory(String path) {
        return contents.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    /** The content of a jar is its manifest here. */
    @Override
    public @Nullable String attribute(String jar, String name) {
        for (String line : contents.getOrDefault(jar, "").split("\n", -1)) {
            if (line.startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        return null;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of unix sockets that are a daemon's to remove. */
final class OwnSocketFiles {

    private final Map<Path, Object> files = new LinkedHashMap<>();

    /** Remembers which file it is, if it is one: at the end another server may listen there. */
    void add(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            try {
                Object key = key(unix.getPath());
                if (key != null) {
                    files.put(unix.getPath(), key);
                }
            } catch (IOException unreadable) {
                return; // nor could it be removed
            }
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Removes those that are still what they were. */
    void remove() {
        for (Map.Entry<Path, Object> file : files.entrySet()) {
            remove(file.getKey(), file.getValue());
        }
        files.clear();
    }

    private static void remove(Path file, Object key) {
        try {
            if (key.equals(key(file))) {
                Files.delete(file);
            }
        } catch (IOException goneOrForbidden) {
            return; // the next start removes it
        }
    }
}

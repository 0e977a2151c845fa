/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/** What the kernel writes into the links below {@code /proc/PID}. */
final class LinkTargets {

    /** The kernel's mark for a path that no longer names the file (fs/d_path.c). */
    private static final String DELETED = " (deleted)";

    private LinkTargets() {}

    static String withoutDeleted(String target) {
        return target.endsWith(DELETED) ? target.substring(0, target.length() - DELETED.length()) : target;
    }

    /** Goes by way of a URI: in the C locale {@link Path#of} refuses names that are not ASCII. */
    static Optional<Path> path(String target) {
        if (!target.startsWith("/") || target.indexOf('\uFFFD') >= 0 || target.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(new URI("file:" + new URI(null, null, target, null).toASCIIString())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // "//" at the start: no kernel writes it
        }
    }
}

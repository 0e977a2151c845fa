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

    private static final String PTS = "/dev/pts/";

    private LinkTargets() {}

    static boolean isDeleted(String target) {
        return target.startsWith("/") && target.endsWith(DELETED);
    }

    /** {@code /dev/pts/ptmx} is no terminal: who opens it gets the other side of a new one. */
    static boolean isTerminal(String target) {
        return isNumberedPts(target) || target.startsWith("/dev/tty") || target.startsWith("/dev/console");
    }

    private static boolean isNumberedPts(String target) {
        int digit = PTS.length();
        return target.startsWith(PTS) && target.length() > digit && isDigit(target.charAt(digit));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Goes by way of a URI: in the C locale {@link Path#of} refuses names that are not ASCII. */
    static Optional<Path> path(String target) {
        if (!target.startsWith("/") || target.indexOf('\uFFFD') >= 0 || target.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        String name = isDeleted(target) ? target.substring(0, target.length() - DELETED.length()) : target;
        try {
            return Optional.of(Path.of(new URI("file:" + new URI(null, null, name, null).toASCIIString())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // "//" at the start: no kernel writes it
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** What the kernel writes into the links below {@code /proc/PID}. */
final class LinkTargets {

    /** The kernel's mark for a path that no longer names the file (fs/d_path.c). */
    static final String DELETED = " (deleted)";

    private LinkTargets() {}

    static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.startsWith("/dev/console");
    }
}

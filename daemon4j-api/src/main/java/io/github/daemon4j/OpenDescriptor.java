/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * One open descriptor of a process.
 *
 * @param number the descriptor
 * @param target what {@code /proc/PID/fd/N} links to, read as UTF-8 in every locale: a path, {@code socket:[123]},
 *     {@code pipe:[123]}, {@code anon_inode:[eventpoll]}; a file that was unlinked ends in {@code " (deleted)"}
 * @param isTerminal whether a terminal is behind this descriptor, a hung-up one too: a character device whose number is that
 *     of a terminal, not the side of a pseudo terminal that emulates one
 * @param isDeleted whether the file has lost the name that the target shows since it was opened; {@code " (deleted)"} at its
 *     end alone could be part of a name
 */
public record OpenDescriptor(int number, String target, boolean isTerminal, boolean isDeleted)
        implements Comparable<OpenDescriptor> {

    /** Checks that nothing is {@code null}. */
    public OpenDescriptor {
        Objects.requireNonNull(target, "target");
    }

    /**
     * Returns the file, if this is one.
     *
     * @return the path, without {@code " (deleted)"}; empty for sockets, pipes and what else has no path,
     *     and if its name is no UTF-8
     */
    public Optional<Path> path() {
        return LinkTargets.path(isDeleted ? LinkTargets.withoutDeleted(target) : target);
    }

    @Override
    public int compareTo(OpenDescriptor other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return number + " -> " + target;
    }
}

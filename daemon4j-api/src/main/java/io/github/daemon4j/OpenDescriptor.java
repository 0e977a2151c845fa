/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DescriptorEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open descriptor of a process, as it was when the descriptors were read. */
public final class OpenDescriptor implements Comparable<OpenDescriptor> {

    /** The kernel's mark for a path that no longer names the file (fs/d_path.c). */
    private static final String DELETED = " (deleted)";

    private final DescriptorEntry entry;

    OpenDescriptor(DescriptorEntry entry) {
        this.entry = entry;
    }

    /**
     * Returns the descriptor's number.
     *
     * @return 0 or more
     */
    public int number() {
        return entry.number();
    }

    /**
     * Returns what {@code /proc/PID/fd/N} links to, read as UTF-8 in every locale.
     *
     * @return a path, {@code socket:[123]}, {@code pipe:[123]}, {@code anon_inode:[eventpoll]}; a file that was unlinked ends
     *     in {@code " (deleted)"}. Any character may be in it
     */
    public String target() {
        return entry.target();
    }

    /**
     * Returns whether a terminal is behind this descriptor, a hung-up one too.
     *
     * @return {@code true} for a character device whose number is that of a terminal; {@code false} for the side of a pseudo
     *     terminal that emulates one
     */
    public boolean isTerminal() {
        return entry.isTerminal();
    }

    /**
     * Returns whether the file has lost the name that the target shows since it was opened. {@code " (deleted)"} at the end of
     * the target alone could be part of a name.
     *
     * @return {@code true} if so
     */
    public boolean isDeleted() {
        return entry.isDeleted();
    }

    /**
     * Returns the file, if this is one.
     *
     * @return the path, without {@code " (deleted)"}; empty for sockets, pipes and what else has no path,
     *     and if its name is no UTF-8
     */
    public Optional<Path> path() {
        String target = entry.target();
        return path(
                isDeleted() && target.endsWith(DELETED)
                        ? target.substring(0, target.length() - DELETED.length())
                        : target);
    }

    /** Goes by way of a URI: in the C locale {@link Path#of} refuses names that are not ASCII. */
    private static Optional<Path> path(String target) {
        if (!target.startsWith("/") || target.indexOf('\uFFFD') >= 0 || target.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(new URI("file:" + new URI(null, null, target, null).toASCIIString())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // "//" at the start: no kernel writes it
        }
    }

    /** By number. */
    @Override
    public int compareTo(OpenDescriptor other) {
        return Integer.compare(number(), other.number());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof OpenDescriptor descriptor && entry.equals(descriptor.entry));
    }

    @Override
    public int hashCode() {
        return entry.hashCode();
    }

    /** As {@code ls -l} shows it: {@code 1 -> /dev/null}. */
    @Override
    public String toString() {
        return number() + " -> " + target();
    }
}

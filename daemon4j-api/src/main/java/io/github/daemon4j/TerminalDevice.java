/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A terminal, as the kernel numbers it.
 *
 * @param name the name below {@code /dev} as {@code ps} prints it: {@code pts/0}, {@code tty1}, {@code ttyS0}, {@code console};
 *     {@code major:minor} if no driver claims the numbers. A {@code pts/N} of another container is that container's.
 * @param major the major device number
 * @param minor the minor device number
 */
public record TerminalDevice(String name, int major, int minor) {

    /** Checks that nothing is {@code null}. */
    public TerminalDevice {
        Objects.requireNonNull(name, "name");
    }

    /**
     * Returns where the device file is, seen from the process.
     *
     * @return {@code /dev/} and the name; need not exist for the caller, who may live in another container
     */
    public Path path() {
        return Path.of("/dev/" + name);
    }

    @Override
    public String toString() {
        return name;
    }
}

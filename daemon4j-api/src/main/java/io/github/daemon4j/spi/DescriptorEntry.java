/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import java.util.Objects;

/** What {@link io.github.daemon4j.OpenDescriptor} shows, under the same names. */
public record DescriptorEntry(int number, String target, boolean isTerminal, boolean isDeleted) {

    /** Checks that nothing is {@code null}. */
    public DescriptorEntry {
        Objects.requireNonNull(target, "target");
    }
}

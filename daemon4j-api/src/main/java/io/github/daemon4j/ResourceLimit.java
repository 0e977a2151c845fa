/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.Objects;

/**
 * A limit of {@code getrlimit(2)}, as {@code /proc/PID/limits} lists it.
 *
 * @param name the kernel's name: {@code Max open files}
 * @param soft what holds now, or {@link #UNLIMITED}
 * @param hard up to where the process may raise it, or {@link #UNLIMITED}
 * @param unit {@code bytes}, {@code files}, {@code seconds}, …; empty for a plain number
 */
public record ResourceLimit(String name, long soft, long hard, String unit) {
    /** No limit. */
    public static final long UNLIMITED = -1;

    /** Checks that nothing is {@code null}. */
    public ResourceLimit {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
    }
}

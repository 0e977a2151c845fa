/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Availability;
import org.jspecify.annotations.Nullable;

/** What came of reading one file: a value if it was {@link Availability#READ}, else only the reason. */
record Reading<T>(Availability availability, @Nullable T value) {

    static <T> Reading<T> of(T value) {
        return new Reading<>(Availability.READ, value);
    }

    static <T> Reading<T> missing(Availability reason) {
        return new Reading<>(reason, null);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import org.jspecify.annotations.Nullable;

/** Steps of which each is tried, whatever became of those before it. */
final class Attempts {

    private @Nullable RuntimeException failure;

    void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    /** The first failure, with the others suppressed in it; {@code null} if there was none. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }
}

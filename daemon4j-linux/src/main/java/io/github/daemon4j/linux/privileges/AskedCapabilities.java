/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.privileges;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonOptions.Capability;
import org.jspecify.annotations.Nullable;

/** The capabilities that the options ask for. */
public final class AskedCapabilities {

    private AskedCapabilities() {}

    /** Bit by bit as in {@code /proc/PID/status}; null if they are to be left alone. */
    public static @Nullable Long of(DaemonOptions options) {
        if (options.capabilities().isEmpty()) {
            return null;
        }
        long asked = 0;
        for (Capability capability : options.capabilities().get()) {
            asked |= 1L << capability.number();
        }
        return asked;
    }
}

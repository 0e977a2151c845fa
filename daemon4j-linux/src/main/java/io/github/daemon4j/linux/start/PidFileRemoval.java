/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.pidfile.PidFile;
import org.jspecify.annotations.Nullable;

/** Undoes a pid file. */
record PidFileRemoval(PidFile pidFile) implements StartTransaction.Undo {

    @Override
    public @Nullable String undo(boolean gently) {
        pidFile.remove();
        return null;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon prints while it comes up: one file for both streams, or one for each. Of two files it can be seen that
 * something was written, but not in which order; who is woken by each write shows them nearly in order.
 */
final class Outputs implements AutoCloseable {

    /** Most daemons are up by then. */
    private static final long QUICK_MILLIS = 1000;

    private final @Nullable OutputFile output;
    private final @Nullable OutputFile errors;

    /**
     * Of two streams.
     *
     * @param output null if the daemon keeps the launcher's
     * @param errors the same as {@code output} if it goes there
     */
    Outputs(@Nullable OutputFile output, @Nullable OutputFile errors) {
        this.output = output;
        this.errors = errors;
    }

    /** What the daemon is to have as descriptor 1. */
    int outputNumber() {
        return output == null ? 1 : output.writing().number();
    }

    /** What the daemon is to have as descriptor 2. */
    int errorNumber() {
        return errors == null ? 2 : errors.writing().number();
    }

    @Nullable
    OutputFile output() {
        return output;
    }

    @Nullable
    OutputFile errors() {
        return errors;
    }

    private boolean apart() {
        return errors != output;
    }

    /** What wakes who waits for more output; null if none of it is to be seen here. */
    @Nullable
    FileWatch watch() {
        List<Descriptor> files = new ArrayList<>();
        if (output != null) {
            files.add(output.reading());
        }
        if (errors != null && apart()) {
            files.add(errors.reading());
        }
        return files.isEmpty() ? null : FileWatch.after(QUICK_MILLIS, files.toArray(new Descriptor[0]));
    }

    /** How long the file of the standard output is now. */
    long length() {
        return output == null ? 0 : output.length();
    }

    /** How long the file of the standard error is now. */
    long errorLength() {
        return errors == null || !apart() ? 0 : errors.length();
    }

    /** Passes on what the daemon has written since the last call, as far as the files' first bytes. */
    void showNew(StartListener listener, long outputEnd, long errorEnd) throws ErrnoException {
        if (output != null) {
            output.showNew(listener, outputEnd);
        }
        if (errors != null && apart()) {
            errors.showNew(listener, errorEnd);
        }
    }

    @Override
    public void close() {
        if (output != null) {
            output.close();
        }
        if (errors != null && apart()) {
            errors.close();
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Signals;

/**
 * What this process is while it waits for a daemon: the subreaper that adopts it, so that it learns how the daemon ends; and
 * deaf to SIGHUP, so that a start goes on when its terminal is closed.
 */
final class ParentOfOrphans implements AutoCloseable {

    private final Signals.Disposition hangUp;
    private final boolean adoptedBefore;

    private ParentOfOrphans(Signals.Disposition hangUp, boolean adoptedBefore) {
        this.hangUp = hangUp;
        this.adoptedBefore = adoptedBefore;
    }

    static ParentOfOrphans begin() throws ErrnoException {
        Signals.keepChildren();
        return new ParentOfOrphans(Signals.ignore(Signals.SIGHUP), ChildProcesses.adoptOrphans(true));
    }

    @Override
    public void close() {
        hangUp.restore();
        try {
            ChildProcesses.adoptOrphans(adoptedBefore);
        } catch (ErrnoException failure) {
            throw new IllegalStateException("prctl refuses what it allowed before: " + failure.getMessage(), failure);
        }
    }
}

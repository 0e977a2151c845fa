/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import java.util.List;

/**
 * What {@code /proc/PID/status} says: all that {@link io.github.daemon4j.Credentials} and
 * {@link io.github.daemon4j.ProcessInfo.Signals} show, and some numbers more. Immutable.
 */
public interface StatusFields {

    /** Whether the ids and the capabilities are known. */
    boolean hasCredentials();

    long uid();

    long effectiveUid();

    long savedUid();

    long gid();

    long effectiveGid();

    long savedGid();

    /** In the kernel's order. */
    List<Long> supplementaryGroups();

    long inheritableCapabilities();

    long permittedCapabilities();

    long effectiveCapabilities();

    long boundingCapabilities();

    long ambientCapabilities();

    boolean hasNoNewPrivileges();

    /** Whether the four sets of signals are known. */
    boolean hasSignals();

    /** Of the process or its main thread. */
    long pendingSignals();

    long blockedSignals();

    long ignoredSignals();

    long caughtSignals();

    /** -1 if unknown. */
    int umask();

    /** -1 if unknown. */
    long tracerPid();

    /** Empty if unknown. */
    List<Long> namespacePids();
}

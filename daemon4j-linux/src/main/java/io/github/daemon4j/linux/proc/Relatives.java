/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a process finds other processes: in the table it belongs to, or in {@code /proc} as it is now. */
interface Relatives {

    /** The numbers of another process, {@code null} if there is none. */
    @Nullable
    Stat stat(long pid);

    Optional<ProcessInfo> parent(LinuxProcess process);

    List<ProcessInfo> ancestors(LinuxProcess process);

    /** A table that has this process, {@code null} if it has ended. */
    @Nullable
    ProcessTable table(LinuxProcess process);
}

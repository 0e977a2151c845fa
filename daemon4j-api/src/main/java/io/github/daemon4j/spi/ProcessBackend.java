/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.ProcessFile;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import java.util.Optional;

/** Reads what processes are. Implementations are safe for use by many threads. */
public interface ProcessBackend {

    /**
     * Looks a process up; see {@link ProcessInfo#of(long)}.
     *
     * @param pid the process, any number
     * @return the process; empty if there is none
     */
    Optional<ProcessInfo> find(long pid);

    /**
     * Returns the calling process; see {@link ProcessInfo#current()}.
     *
     * @return a new snapshot of it
     */
    ProcessInfo current();

    /**
     * Reads all processes; see {@link ProcessTable#snapshot(ProcessFile...)}.
     *
     * @param alsoRead what to read beside {@link ProcessFile#STAT}
     * @return a new table
     */
    ProcessTable snapshot(ProcessFile... alsoRead);
}

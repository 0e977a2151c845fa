/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.ProcessInfo.ProcessFile;
import java.util.List;
import java.util.Optional;

/** Reads what processes are. Implementations are safe for use by many threads. */
public interface ProcessBackend {

    /**
     * Looks a process up; see {@link io.github.daemon4j.ProcessInfo#of(long)}.
     *
     * @param pid the process, any number
     * @return the process; empty if there is none
     */
    Optional<ProcessView> find(long pid);

    /**
     * Returns the calling process; see {@link io.github.daemon4j.ProcessInfo#current()}.
     *
     * @return a new view of it
     */
    ProcessView current();

    /**
     * Reads all processes; see {@link io.github.daemon4j.ProcessTable#snapshot(ProcessFile...)}.
     *
     * @param alsoRead what to read beside {@link ProcessFile#STAT}
     * @return one view a pid
     */
    List<ProcessView> snapshot(ProcessFile... alsoRead);
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/**
 * What memory a process really takes, from {@code /proc/PID/smaps_rollup} (Linux 4.14). All in bytes. Expensive for the
 * kernel: it walks every page of the process.
 *
 * @param resident pages in memory, shared ones in full
 * @param proportional pages in memory, each divided by the number of processes that share it
 * @param sharedClean shared and unchanged
 * @param sharedDirty shared and changed
 * @param privateClean private and unchanged
 * @param privateDirty private and changed
 * @param swapped moved to swap
 */
public record MemoryUsage(
        long resident,
        long proportional,
        long sharedClean,
        long sharedDirty,
        long privateClean,
        long privateDirty,
        long swapped) {

    /**
     * Returns what would become free if the process ended.
     *
     * @return the private pages, in bytes (the "unique set size")
     */
    public long unique() {
        return privateClean + privateDirty;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The other entries of one table. */
final class TableRelatives implements Relatives {

    private volatile @Nullable ProcessTable table;

    /** The entries exist before their table does. */
    void setTable(ProcessTable table) {
        this.table = table;
    }

    @Override
    public @Nullable Stat stat(long pid) {
        return table().of(pid).orElse(null) instanceof LinuxProcess process ? process.stat() : null;
    }

    @Override
    public Optional<ProcessInfo> parent(LinuxProcess process) {
        return table().parent(process.pid());
    }

    @Override
    public List<ProcessInfo> ancestors(LinuxProcess process) {
        return table().ancestors(process.pid());
    }

    @Override
    public ProcessTable table(LinuxProcess process) {
        return table();
    }

    private ProcessTable table() {
        return Objects.requireNonNull(table);
    }
}

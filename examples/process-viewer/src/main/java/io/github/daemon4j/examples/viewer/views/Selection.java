/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.ProcessTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes asked for.
 *
 * @param roles those with one of these
 */
public record Selection(Set<ProcessRole> roles) {

    private boolean isAll() {
        return roles.size() == ProcessRole.values().length;
    }

    public List<ProcessInfo> of(ProcessTable table) {
        if (isAll()) {
            return table.all();
        }
        List<ProcessInfo> found = new ArrayList<>();
        for (ProcessInfo process : table.all()) {
            if (roles.contains(process.role())) {
                found.add(process);
            }
        }
        return found;
    }

    /** The processes asked for with all that lead to them, so that a tree of them holds together. */
    ProcessTable withAncestors(ProcessTable table) {
        if (isAll()) {
            return table;
        }
        Set<ProcessInfo> found = new LinkedHashSet<>();
        for (ProcessInfo process : of(table)) {
            found.add(process);
            found.addAll(table.ancestors(process.pid()));
        }
        return ProcessTable.of(found);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Processes as they are now. */
final class LiveRelatives implements Relatives {

    private final ProcBackend backend;

    LiveRelatives(ProcBackend backend) {
        this.backend = backend;
    }

    @Override
    public @Nullable Stat stat(long pid) {
        return backend.files().stat(pid);
    }

    /** The child is asked again who its parent is, after the parent was read: only then was that pid its parent's. */
    @Override
    public Optional<ProcessInfo> parent(LinuxProcess process) {
        Stat child = now(process);
        while (child != null && child.parent > 0) {
            Stat parent = stat(child.parent);
            if (parent == null && backend.isHidden(child.parent)) {
                parent = Stat.denied(child.parent);
            }
            Stat again = now(process);
            if (again == null) {
                return Optional.empty();
            }
            if (again.parent == child.parent) {
                return Optional.ofNullable(parent == null ? null : backend.process(parent));
            }
            child = again; // adopted in between
        }
        return Optional.empty();
    }

    @Override
    public List<ProcessInfo> ancestors(LinuxProcess process) {
        List<ProcessInfo> found = new ArrayList<>();
        Optional<ProcessInfo> next = parent(process);
        while (next.isPresent() && !found.contains(next.get())) {
            found.add(next.get());
            next = next.get().parent();
        }
        return found;
    }

    @Override
    public @Nullable ProcessTable table(LinuxProcess process) {
        ProcessTable table = backend.snapshot();
        return table.of(process.pid()).filter(process::isSameProcessAs).isPresent() ? table : null;
    }

    private @Nullable Stat now(LinuxProcess process) {
        Stat now = stat(process.pid());
        return now != null && now.startTicks == process.startTicks() ? now : null;
    }
}

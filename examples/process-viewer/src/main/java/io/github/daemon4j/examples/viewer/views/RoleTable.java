/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessTable;
import java.util.List;
import org.jline.utils.AttributedString;

/** All that decides a role, and the role. */
final class RoleTable implements View {

    private final Selection selection;

    RoleTable(Selection selection) {
        this.selection = selection;
    }

    @Override
    public List<AttributedString> lines(ProcessTable table, int columns) {
        return new Table()
                .left("USER", Look::user)
                .right("PID", process -> Long.toString(process.pid()))
                .right("PPID", process -> Look.number(process.parentPid()))
                .right("PGID", process -> Look.number(process.processGroupId()))
                .right("SID", process -> Look.number(process.sessionId()))
                .left("TTY", Look::terminal)
                .left("S", process -> String.valueOf(process.state().letter()))
                .role("ROLE", process -> Look.role(process.roleEvidence().kind()))
                .left("COMMAND", Look::command)
                .lines(selection.of(table));
    }
}

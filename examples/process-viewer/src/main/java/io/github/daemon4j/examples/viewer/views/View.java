/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import java.util.List;
import org.jline.utils.AttributedString;

/** A way to show a snapshot. Its lines may be wider than the columns there are; whoever prints them cuts them. */
public interface View {

    /** What the snapshot should read in its one pass, beside stat: what a table with users and commands shows, unless it says otherwise. */
    default ProcessFile[] reads() {
        return new ProcessFile[] {ProcessFile.OWNER, ProcessFile.COMMAND_LINE};
    }

    List<AttributedString> lines(ProcessTable table, int columns);

    /** All that decides a role, and the role. */
    static View roleTable(Selection selection) {
        return new RoleTable(selection);
    }

    /** Who is busy, to be drawn again and again. */
    static View busyTable(Selection selection) {
        return new BusyTable(selection);
    }

    /** Who started whom, from the process with the pid {@code top} down; 0 for everybody. */
    static View tree(Selection selection, long top, boolean unicode) {
        return new TreeListing(selection, top, unicode);
    }
}

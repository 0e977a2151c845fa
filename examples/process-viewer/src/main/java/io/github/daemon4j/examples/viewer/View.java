/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer;

import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import java.util.List;
import org.jline.utils.AttributedString;

/** A way to show a snapshot. Its lines may be wider than the columns there are; whoever prints them cuts them. */
interface View {

    /** What the snapshot should read in its one pass, beside stat. */
    ProcessFile[] reads();

    List<AttributedString> lines(ProcessTable table, int columns);
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.ProcessTable.TreeStyle;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Who started whom, as {@code pstree} draws it, in the colours of the roles. */
final class TreeListing implements View {

    /**
     * Format characters, which take no column: they hold the colours' places while the tree is drawn. There are six of them
     * in a row, one for each role and one for the end.
     */
    private static final char FIRST_MARK = '\u206A';

    private static final char END_MARK = (char) (FIRST_MARK + ProcessRole.values().length);

    private static final AttributedString PLUS = new AttributedString("+");

    private final Selection selection;
    private final long top;
    private final TreeStyle style;

    TreeListing(Selection selection, long top, boolean unicode) {
        this.selection = selection;
        this.top = top;
        this.style = unicode ? TreeStyle.UNICODE : TreeStyle.ASCII;
    }

    @Override
    public ProcessFile[] reads() {
        return new ProcessFile[0];
    }

    @Override
    public List<AttributedString> lines(ProcessTable table, int columns) {
        ProcessTable shown = selection.withAncestors(table);
        String text = shown.tree(tops(table, shown), style, TreeListing::label);
        List<AttributedString> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(cut(coloured(line), columns)));
        return lines;
    }

    private List<ProcessInfo> tops(ProcessTable all, ProcessTable shown) {
        if (top == 0) {
            return shown.roots();
        }
        all.of(top).orElseThrow(() -> new NoSuchProcessException(top));
        return shown.of(top).map(List::of).orElse(List.of());
    }

    private static String label(ProcessInfo process) {
        char mark = (char) (FIRST_MARK + process.role().ordinal());
        return mark + Look.printable(process.command()) + '(' + process.pid() + ')' + END_MARK;
    }

    private static AttributedString coloured(String line) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        AttributedStyle now = AttributedStyle.DEFAULT;
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= FIRST_MARK && c <= END_MARK) {
                text.styled(now, line.substring(start, i));
                now = c == END_MARK ? AttributedStyle.DEFAULT : Look.of(ProcessRole.values()[c - FIRST_MARK]);
                start = i + 1;
            }
        }
        return text.styled(now, line.substring(start)).toAttributedString();
    }

    /** As {@code pstree} does, a plus tells that the line goes on. */
    private static AttributedString cut(AttributedString line, int columns) {
        return line.columnLength() <= columns
                ? line
                : AttributedString.join(AttributedString.EMPTY, line.columnSubSequence(0, columns - 1), PLUS);
    }
}

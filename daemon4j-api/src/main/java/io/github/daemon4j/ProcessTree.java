/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Draws as pstree does: the first child on its parent's line, the others below it. */
final class ProcessTree {

    private final ProcessTable table;
    private final ProcessTable.TreeStyle style;
    private final Function<? super ProcessInfo, String> label;
    private final StringBuilder text = new StringBuilder();

    /** A process still to draw. {@code lead} is what stands before its lines where the parent's line is no longer. */
    private record Pending(ProcessInfo process, String join, String lead, boolean onParentsLine) {}

    ProcessTree(ProcessTable table, ProcessTable.TreeStyle style, Function<? super ProcessInfo, String> label) {
        this.table = table;
        this.style = style;
        this.label = label;
    }

    static String nameAndPid(ProcessInfo process) {
        return Printable.of(process.command()) + "(" + process.pid() + ")";
    }

    /** A stack of its own: a chain of parents may be longer than the thread's stack is deep. */
    void draw(ProcessInfo top) {
        Deque<Pending> stack = new ArrayDeque<>();
        stack.push(new Pending(top, "", "", true));
        while (!stack.isEmpty()) {
            Pending next = stack.pop();
            String name = label.apply(next.process);
            text.append(next.onParentsLine ? "" : next.lead).append(next.join).append(name);
            List<ProcessInfo> children = table.children(next.process.pid());
            if (children.isEmpty()) {
                text.append('\n');
            }
            push(stack, children, next.lead + continuation(next.join) + " ".repeat(cells(name)));
        }
    }

    private void push(Deque<Pending> stack, List<ProcessInfo> children, String lead) {
        for (int i = children.size() - 1; i >= 0; i--) {
            boolean first = i == 0;
            boolean last = i == children.size() - 1;
            String join;
            if (first) {
                join = last ? style.only : style.first;
            } else {
                join = last ? style.last : style.next;
            }
            stack.push(new Pending(children.get(i), join, lead, first));
        }
    }

    private String continuation(String join) {
        if (join.equals(style.first) || join.equals(style.next)) {
            return style.down;
        }
        return " ".repeat(join.length());
    }

    /** How many columns a terminal takes for the text: two for East Asian wide characters, none for combining ones. */
    static int cells(String text) {
        int cells = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int type = Character.getType(c);
            boolean none =
                    type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
            if (!none) {
                cells += isWide(c) ? 2 : 1;
            }
        }
        return cells;
    }

    /** The blocks that Unicode's EastAsianWidth.txt calls wide or full width. */
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115F
                        || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
                        || (c >= 0xAC00 && c <= 0xD7A3)
                        || (c >= 0xF900 && c <= 0xFAFF)
                        || (c >= 0xFE30 && c <= 0xFE6F)
                        || (c >= 0xFF00 && c <= 0xFF60)
                        || (c >= 0xFFE0 && c <= 0xFFE6)
                        || (c >= 0x1F300 && c <= 0x1FAFF)
                        || (c >= 0x20000 && c <= 0x3FFFD));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

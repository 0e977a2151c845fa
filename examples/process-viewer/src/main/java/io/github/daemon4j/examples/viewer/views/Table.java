/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Processes in aligned columns, each as wide as its widest value. */
final class Table {

    private final List<Column> columns = new ArrayList<>();

    private record Column(String header, boolean right, Function<ProcessInfo, String> value, boolean styledByRole) {}

    Table left(String header, Function<ProcessInfo, String> value) {
        columns.add(new Column(header, false, value, false));
        return this;
    }

    Table right(String header, Function<ProcessInfo, String> value) {
        columns.add(new Column(header, true, value, false));
        return this;
    }

    Table role(String header, Function<ProcessInfo, String> value) {
        columns.add(new Column(header, false, value, true));
        return this;
    }

    List<AttributedString> lines(List<ProcessInfo> processes) {
        List<String[]> rows = new ArrayList<>(processes.size() + 1);
        rows.add(columns.stream().map(Column::header).toArray(String[]::new));
        for (ProcessInfo process : processes) {
            rows.add(columns.stream().map(column -> column.value.apply(process)).toArray(String[]::new));
        }
        int[] widths = new int[columns.size()];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Look.cells(row[i]));
            }
        }
        List<AttributedString> lines = new ArrayList<>(rows.size());
        lines.add(line(rows.get(0), widths, Look.HEADER, Look.HEADER));
        for (int i = 1; i < rows.size(); i++) {
            AttributedStyle ofRole = Look.of(processes.get(i - 1).role());
            lines.add(line(rows.get(i), widths, AttributedStyle.DEFAULT, ofRole));
        }
        return lines;
    }

    private AttributedString line(String[] row, int[] widths, AttributedStyle plain, AttributedStyle ofRole) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (int i = 0; i < row.length; i++) {
            Column column = columns.get(i);
            boolean last = i == row.length - 1;
            String padding = " ".repeat(widths[i] - Look.cells(row[i]));
            line.styled(plain, column.right ? padding : "");
            line.styled(column.styledByRole ? ofRole : plain, row[i]);
            line.styled(plain, last ? "" : column.right ? " " : padding + " ");
        }
        return line.toAttributedString();
    }
}

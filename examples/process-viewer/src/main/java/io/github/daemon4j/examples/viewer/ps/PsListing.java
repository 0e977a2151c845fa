/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.ps;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.examples.viewer.views.Look;
import io.github.daemon4j.examples.viewer.views.Selection;
import io.github.daemon4j.examples.viewer.views.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The columns and values of procps 4's {@code ps -ef}, to the byte. */
public final class PsListing implements View {

    private static final int USER_WIDTH = 8;

    private final Selection selection;
    private final boolean colours;
    private final PsText text;

    public PsListing(Selection selection, boolean colours, boolean utf8) {
        this.selection = selection;
        this.colours = colours;
        this.text = new PsText(utf8);
    }

    @Override
    public List<AttributedString> lines(ProcessTable table, int columns) {
        PsTimes times = PsTimes.ofThisMoment();
        int pidWidth = Math.max(5, times.pidDigits());
        List<AttributedString> lines = new ArrayList<>(table.size() + 1);
        lines.add(header(pidWidth));
        for (ProcessInfo process : selection.of(table)) {
            process.cpuTime().ifKnown(cpu -> lines.add(line(process, cpu, pidWidth, times)));
        }
        return lines;
    }

    private static AttributedString header(int pidWidth) {
        String header = new Row()
                .left("UID", USER_WIDTH)
                .right("PID", pidWidth)
                .right("PPID", pidWidth)
                .right("C", 2)
                .right("STIME", 5)
                .left("TTY", 8)
                .right("TIME", 8)
                .last("CMD");
        return new AttributedString(header, Look.HEADER);
    }

    private AttributedString line(ProcessInfo process, Duration cpu, int pidWidth, PsTimes times) {
        Row row = new Row()
                .left(user(process), USER_WIDTH)
                .right(Long.toString(process.pid()), pidWidth)
                .right(Long.toString(process.parentPid()), pidWidth)
                .right(Long.toString(times.usage(process.startTicks(), cpu)), 2)
                .right(times.start(process.startTicks()), 5)
                .left(Look.terminal(process), 8)
                .right(PsTimes.cpu(cpu), 8);
        String line = row.last(command(process));
        if (!colours) {
            return new AttributedString(line);
        }
        return new AttributedStringBuilder()
                .append(line.substring(0, row.lastStart))
                .styled(Look.of(process.role()), line.substring(row.lastStart))
                .toAttributedString();
    }

    /** A name of more than eight columns is cut and gets a plus; where that would split a character the number does. */
    private String user(ProcessInfo process) {
        String name = Look.user(process);
        if (Look.cells(name) <= USER_WIDTH) {
            return name;
        }
        return name.length() == name.codePointCount(0, name.length()) && name.charAt(USER_WIDTH - 1) < 127
                ? name.substring(0, USER_WIDTH - 1) + '+'
                : Long.toString(process.effectiveUid().value());
    }

    private String command(ProcessInfo process) {
        byte[] arguments = process.rawCommandLine().orElse(new byte[0]);
        return arguments.length > 0
                ? text.commandLine(arguments)
                : text.name(process.rawCommand(), process.state() == ProcessInfo.State.ZOMBIE);
    }

    /** A value wider than its column takes what the next ones can spare, as in {@code ps}. */
    private static final class Row {
        private final StringBuilder line = new StringBuilder();
        private int should; // where the next column begins
        private int is; // where the line ends
        private int lastStart;

        Row left(String value, int width) {
            return add(value, width, false);
        }

        Row right(String value, int width) {
            return add(value, width, true);
        }

        private Row add(String value, int width, boolean right) {
            int cells = Look.cells(value);
            pad(right ? Math.max(0, width - cells) : 0);
            line.append(value);
            is += cells;
            should += width + 1;
            return this;
        }

        private void pad(int more) {
            int spaces = Math.max(should - is + more, line.length() == 0 ? 0 : 1);
            line.append(" ".repeat(spaces));
            is += spaces;
        }

        String last(String value) {
            pad(0);
            lastStart = line.length();
            return line.append(value).toString();
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.ProcessTable;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Who is busy: the share of a processor each process took since the snapshot before, the highest first. */
final class BusyTable implements View {

    private final Selection selection;
    private final Map<ProcessInfo, Duration> before = new HashMap<>();
    private final Map<ProcessInfo, Double> share = new HashMap<>();
    private long lookedAt;

    BusyTable(Selection selection) {
        this.selection = selection;
    }

    @Override
    public List<AttributedString> lines(ProcessTable table, int columns) {
        measure(table);
        List<ProcessInfo> processes = new ArrayList<>(selection.of(table));
        processes.sort(Comparator.comparing((ProcessInfo process) -> -share(process))
                .thenComparing(process -> -process.residentBytes())
                .thenComparing(ProcessInfo::pid));
        List<AttributedString> lines = new ArrayList<>();
        lines.add(summary(table));
        lines.addAll(new Table()
                .right("PID", process -> Long.toString(process.pid()))
                .left("USER", Look::user)
                .left("TTY", Look::terminal)
                .left("S", process -> String.valueOf(process.state().letter()))
                .role("ROLE", process -> Look.role(process.roleEvidence().kind()))
                .right("%CPU", process -> String.format(Locale.ROOT, "%.1f", share(process)))
                .right("RSS", process -> size(process.residentBytes()))
                .left("COMMAND", Look::command)
                .lines(processes));
        return lines;
    }

    private double share(ProcessInfo process) {
        return share.getOrDefault(process, 0.0);
    }

    private void measure(ProcessTable table) {
        long now = System.nanoTime();
        share.clear();
        for (ProcessInfo process : table.all()) {
            Duration earlier = before.get(process);
            if (earlier != null) {
                process.cpuTime()
                        .ifKnown(time ->
                                share.put(process, 100.0 * time.minus(earlier).toNanos() / (now - lookedAt)));
            }
        }
        before.clear();
        for (ProcessInfo process : table.all()) {
            process.cpuTime().ifKnown(time -> before.put(process, time));
        }
        lookedAt = now;
    }

    private static AttributedString summary(ProcessTable table) {
        Map<ProcessRole, Integer> counts = new EnumMap<>(ProcessRole.class);
        for (ProcessInfo process : table.all()) {
            counts.merge(process.role(), 1, Integer::sum);
        }
        AttributedStringBuilder line = new AttributedStringBuilder()
                .append(LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .styled(AttributedStyle.BOLD, "  q ends  ")
                .append(Integer.toString(table.size()))
                .append(" processes:");
        String separator = " ";
        for (Map.Entry<ProcessRole, Integer> count : counts.entrySet()) {
            line.append(separator).styled(Look.of(count.getKey()), count(count.getValue(), count.getKey()));
            separator = ", ";
        }
        return line.toAttributedString();
    }

    private static String count(int number, ProcessRole role) {
        String name = role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        boolean noun = role == ProcessRole.DAEMON || role == ProcessRole.KERNEL_THREAD;
        return number + " " + name + (noun && number > 1 ? "s" : "");
    }

    private static String size(long bytes) {
        if (bytes < 0) {
            return "-";
        }
        if (bytes < 10L << 20) {
            return (bytes >> 10) + "K";
        }
        return bytes < 10L << 30 ? (bytes >> 20) + "M" : (bytes >> 30) + "G";
    }
}

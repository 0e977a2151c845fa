/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What the test saw, as Markdown. */
final class ResultTable {

    private final List<String> runs = new ArrayList<>();
    private final List<String> overheads = new ArrayList<>();

    void run(RealServer server, JavaHome java, Duration toPrompt, long residentBytes, int threads, Duration toEnd) {
        runs.add(row(
                server.title(),
                java.toString(),
                seconds(toPrompt.toNanos()),
                Long.toString(residentBytes >> 20),
                Integer.toString(threads),
                "yes",
                seconds(toEnd.toNanos())));
    }

    /** {@return the median of the ratios of pairs: daemon to plain} */
    double overhead(RealServer server, JavaHome java, List<Long> plain, List<Long> daemon) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            ratios.add((double) daemon.get(i) / plain.get(i));
        }
        double ratio = median(ratios);
        String text = String.format(
                Locale.ROOT, "%.2f [%.2f to %.2f]", ratio, Collections.min(ratios), Collections.max(ratios));
        overheads.add(row(server.title(), java.toString(), seconds(median(plain)), seconds(median(daemon)), text));
        return ratio;
    }

    private static <T extends Comparable<T>> T median(List<T> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e9);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(row(
                "server",
                "Java",
                "command to prompt, s",
                "memory, MiB",
                "threads",
                "serves after the terminal is closed",
                "SIGTERM to end, s"));
        lines.add("|---|---|---|---|---|---|---|");
        lines.addAll(runs);
        lines.add("");
        lines.add(row(
                "server",
                "Java",
                "plain `&`: command to served request, s",
                "as a daemon, s",
                "ratio of pairs, median [range]"));
        lines.add("|---|---|---|---|---|");
        lines.addAll(overheads);
        Files.write(file, lines);
        lines.forEach(System.out::println);
    }
}

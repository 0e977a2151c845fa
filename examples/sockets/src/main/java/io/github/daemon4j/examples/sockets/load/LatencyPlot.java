/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets.load;

import java.util.List;
import java.util.Locale;

/** Latency against time as a drawing: one panel for each verb, the time of the verb shaded. Readable on light and on dark ground. */
final class LatencyPlot {

    private static final int WIDTH = 360;
    private static final int HEIGHT = 200;
    private static final int LEFT = 52;
    private static final int TOP = 28;
    private static final int GAP = 24;
    private static final double LEAST_MILLIS = 0.1;
    private static final double MOST_MILLIS = 10_000;
    private static final long COLUMN_NANOS = 15_000_000;

    private LatencyPlot() {}

    /**
     * A verb, and the requests around it.
     *
     * @param begun when it was typed, by {@code System.nanoTime()}
     * @param ended when it had done its work
     * @param marginMillis what is shown before and after
     */
    record Panel(String verb, List<Sample> samples, long begun, long ended, long marginMillis) {

        private double seconds() {
            return (ended - begun) / 1e9 + 2 * marginMillis / 1e3;
        }

        private double x(long nanos) {
            return (nanos - begun) / 1e9 + marginMillis / 1e3;
        }
    }

    /** The whole file. */
    static String of(List<Panel> panels) {
        int width = LEFT + panels.size() * (WIDTH + GAP);
        int height = TOP + HEIGHT + 40;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " "
                + height + "\" width=\"" + width + "\" height=\"" + height + "\" role=\"img\">\n"
                + "<title>How long requests take during a restart and an upgrade</title>\n"
                + "<style>\n"
                + "text{font:12px sans-serif;fill:#333}.t{font-weight:bold}.g{stroke:#8884}"
                + ".v{fill:#e6a70033}.p{stroke:#1f6feb;stroke-width:2.5;stroke-linecap:round;fill:none}\n"
                + "@media(prefers-color-scheme:dark){text{fill:#ccc}.p{stroke:#79b8ff}}\n"
                + "</style>\n");
        for (int i = 0; i < panels.size(); i++) {
            panel(svg, panels.get(i), LEFT + i * (WIDTH + GAP), i == 0);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, Panel panel, int left, boolean labels) {
        double scale = WIDTH / panel.seconds();
        text(svg, left, TOP - 10, "t", panel.verb() + ": milliseconds until the answer", "start");
        double from = left + panel.x(panel.begun()) * scale;
        double to = left + panel.x(panel.ended()) * scale;
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"v\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                from,
                TOP,
                to - from,
                HEIGHT));
        for (double millis = LEAST_MILLIS; millis <= MOST_MILLIS; millis *= 10) {
            double y = y(millis);
            svg.append(String.format(Locale.ROOT, "<path class=\"g\" d=\"M%d %.1fh%d\"/>%n", left, y, WIDTH));
            if (labels) {
                text(svg, left - 6, y + 4, "", millis < 1 ? "0.1" : Long.toString(Math.round(millis)), "end");
            }
        }
        for (int second = 0; second <= panel.seconds(); second++) {
            text(svg, left + second * scale, TOP + HEIGHT + 16, "", second + " s", "middle");
        }
        points(svg, panel, left, scale);
    }

    /** Of each column the longest: that is what is asked. */
    private static void points(StringBuilder svg, Panel panel, int left, double scale) {
        int columns = (int) (panel.seconds() * 1e9 / COLUMN_NANOS) + 1;
        double[] longest = new double[columns];
        for (Sample sample : panel.samples()) {
            int column = (int) Math.floor(panel.x(sample.at()) * 1e9 / COLUMN_NANOS);
            if (column >= 0 && column < columns) {
                longest[column] = Math.max(longest[column], sample.nanos() / 1e6);
            }
        }
        svg.append("<path class=\"p\" d=\"");
        for (int i = 0; i < columns; i++) {
            if (longest[i] > 0) {
                double x = left + (i + 0.5) * COLUMN_NANOS / 1e9 * scale;
                svg.append(String.format(Locale.ROOT, "M%.0f %.0fh0", x, y(longest[i])));
            }
        }
        svg.append("\"/>\n");
    }

    private static double y(double millis) {
        double inside = Math.min(MOST_MILLIS, Math.max(LEAST_MILLIS, millis));
        return TOP + HEIGHT * (1 - Math.log10(inside / LEAST_MILLIS) / Math.log10(MOST_MILLIS / LEAST_MILLIS));
    }

    private static void text(StringBuilder svg, double x, double y, String kind, String text, String anchor) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                kind,
                anchor,
                text));
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.util.List;
import java.util.Locale;

/** Medians as bars, with a line from the least to the most, as SVG. */
final class Plot {

    private static final int WIDTH = 760;
    private static final int LEFT = 250;
    private static final int BAR = 16;
    private static final int GAP = 18;
    private static final int TOP = 34;
    private static final String[] COLOURS = {"#9aa5b1", "#3e7cb1", "#4f9d69"};

    /** Bars that are compared. */
    record Group(String title, List<Bar> bars) {}

    /** One of them; what it says stands in the legend. */
    record Bar(String text, Median millis) {}

    private final StringBuilder svg = new StringBuilder();
    private final double scale;
    private int y = TOP;

    private Plot(double most) {
        scale = (WIDTH - LEFT - 70) / most;
    }

    static String svg(List<Group> groups) {
        double most = 1;
        int bars = 0;
        for (Group group : groups) {
            for (Bar bar : group.bars()) {
                most = Math.max(most, bar.millis().most());
                bars++;
            }
        }
        Plot plot = new Plot(most);
        int height = TOP + bars * BAR + groups.size() * GAP + 8;
        plot.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, height);
        plot.add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        if (!groups.isEmpty()) {
            plot.legend(groups.get(0));
        }
        groups.forEach(plot::group);
        plot.add("</svg>%n");
        return plot.svg.toString();
    }

    private void legend(Group first) {
        int x = LEFT;
        for (int i = 0; i < first.bars().size(); i++) {
            String text = first.bars().get(i).text().replace("`", "");
            add("<rect x=\"%d\" y=\"8\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour(i));
            add("<text x=\"%d\" y=\"18\">%s</text>%n", x + 17, escaped(text));
            x += 40 + 7 * text.length();
        }
    }

    private void group(Group group) {
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LEFT - 10, y + group.bars().size() * BAR / 2 + 4, escaped(group.title()));
        for (int i = 0; i < group.bars().size(); i++) {
            Median millis = group.bars().get(i).millis();
            double middle = y + BAR / 2.0 - 1;
            add(
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                    LEFT, y, millis.value() * scale, BAR - 2, colour(i));
            add(
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"black\"/>",
                    LEFT + millis.least() * scale, middle, LEFT + millis.most() * scale, middle);
            add(
                    "<text x=\"%.1f\" y=\"%.1f\">%.0f ms</text>%n",
                    LEFT + millis.most() * scale + 6, middle + 4, millis.value());
            y += BAR;
        }
        y += GAP;
    }

    private static String colour(int i) {
        return COLOURS[i % COLOURS.length];
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}

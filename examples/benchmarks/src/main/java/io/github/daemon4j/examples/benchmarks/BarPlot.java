/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.examples.benchmarks.Svg.Anchor;
import java.util.List;

/** Medians as bars, with a line from the least to the most. */
final class BarPlot {

    private static final int WIDTH = 760;
    private static final int LEFT = 250;
    private static final int BAR = 16;
    private static final int GAP = 18;
    private static final int TOP = 34;

    /** Bars that are compared. */
    record Group(String title, List<Bar> bars) {}

    /** One of them; what it says stands in the legend. */
    record Bar(String text, Median millis) {}

    private final Svg svg;
    private final double scale;
    private int y = TOP;

    private BarPlot(Svg svg, double most) {
        this.svg = svg;
        this.scale = (WIDTH - LEFT - 70) / most;
    }

    static String of(String title, List<Group> groups, String note) {
        double most = 1;
        int bars = 0;
        for (Group group : groups) {
            for (Bar bar : group.bars()) {
                most = Math.max(most, bar.millis().most());
                bars++;
            }
        }
        int height = TOP + bars * BAR + groups.size() * GAP + 24;
        BarPlot plot = new BarPlot(new Svg(WIDTH, height, title), most);
        if (!groups.isEmpty()) {
            plot.legend(groups.get(0));
        }
        groups.forEach(plot::group);
        plot.svg.text("note", Anchor.END, WIDTH - 8, height - 8, note);
        return plot.svg.end();
    }

    private void legend(Group first) {
        int x = LEFT;
        for (int i = 0; i < first.bars().size(); i++) {
            String text = first.bars().get(i).text().replace("`", "");
            svg.rect(Svg.series(i), x, 8, 12, 12);
            svg.text("", Anchor.START, x + 17, 18, text);
            x += 40 + 7 * text.length();
        }
    }

    private void group(Group group) {
        svg.text("", Anchor.END, LEFT - 10, y + group.bars().size() * BAR / 2.0 + 4, group.title());
        for (int i = 0; i < group.bars().size(); i++) {
            Median millis = group.bars().get(i).millis();
            double middle = y + BAR / 2.0 - 1;
            svg.rect(Svg.series(i), LEFT, y, millis.value() * scale, BAR - 2);
            svg.line("", LEFT + millis.least() * scale, middle, LEFT + millis.most() * scale, middle);
            svg.text(
                    "", Anchor.START, LEFT + millis.most() * scale + 6, middle + 4, Math.round(millis.value()) + " ms");
            y += BAR;
        }
        y += GAP;
    }
}

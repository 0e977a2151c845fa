/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.examples.benchmarks.Svg.Anchor;
import java.util.List;
import java.util.Locale;

/** What follows one on the other, as bars against time: each begins where the one above it ends. */
final class PartsPlot {

    private static final int WIDTH = 800;
    private static final int LEFT = 380;
    private static final int RIGHT = 60;
    private static final int BAR = 18;
    private static final int HEAD = 26;
    private static final int GAP = 30;

    /**
     * A row of bars that begins at 0.
     *
     * @param whole what they are compared with, drawn above them
     * @param parts one behind the other
     */
    record Panel(String title, Part whole, List<Part> parts) {

        private double millis() {
            double sum = 0;
            for (Part part : parts) {
                sum += part.millis().value();
            }
            return Math.max(sum, whole.millis().value());
        }
    }

    /** A bar; those of one series have one colour. */
    record Part(String text, int series, Median millis) {}

    private final Svg svg;
    private final double scale;
    private final double step;
    private double y;

    private PartsPlot(Svg svg, double most) {
        this.svg = svg;
        this.scale = (WIDTH - LEFT - RIGHT) / most;
        this.step = Axis.step(most, 6);
    }

    /** The whole file. */
    static String of(String title, List<Panel> panels, String note) {
        double most = 1;
        int height = 20;
        for (Panel panel : panels) {
            most = Math.max(most, panel.millis());
            height += HEAD + (panel.parts().size() + 1) * BAR + GAP;
        }
        PartsPlot plot = new PartsPlot(new Svg(WIDTH, height, title), most);
        panels.forEach(plot::panel);
        plot.svg.text("note", Anchor.END, WIDTH - 8, height - 8, note);
        return plot.svg.end();
    }

    private void panel(Panel panel) {
        svg.text("title", Anchor.START, 8, y + 18, panel.title());
        y += HEAD;
        double bottom = y + (panel.parts().size() + 1) * BAR;
        for (double at = 0; at <= panel.millis(); at += step) {
            svg.line("grid", LEFT + at * scale, y, LEFT + at * scale, bottom);
            svg.text("note", Anchor.MIDDLE, LEFT + at * scale, bottom + 13, Axis.label(at) + " ms");
        }
        bar(panel.whole(), 0);
        double begin = 0;
        for (Part part : panel.parts()) {
            bar(part, begin);
            begin += part.millis().value();
        }
        y += GAP;
    }

    private void bar(Part part, double begin) {
        double width = part.millis().value() * scale;
        svg.text("", Anchor.END, LEFT - 10, y + 13, part.text().replace("`", ""));
        svg.rect(Svg.series(part.series()), LEFT + begin * scale, y + 2, width, BAR - 4);
        svg.text(
                "",
                Anchor.START,
                LEFT + begin * scale + width + 5,
                y + 13,
                String.format(Locale.ROOT, "%.1f", part.millis().value()));
        y += BAR;
    }
}

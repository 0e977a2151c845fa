/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import io.github.daemon4j.examples.benchmarks.Svg.Anchor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Medians against a number, as lines, with a stroke from the least to the most at each point. */
final class LinePlot {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 380;
    private static final int LEFT = 60;
    private static final int TOP = 34;
    /** There the lines are named. */
    private static final int RIGHT = 270;

    private static final int BOTTOM = 58;
    private static final int ROW = 14;

    private record Point(double x, Median y) {}

    private final String title;
    private final String across;
    private final Map<String, List<Point>> lines = new LinkedHashMap<>();

    /**
     * Begins one.
     *
     * @param title with the unit of what is measured
     * @param across what it is measured against
     */
    LinePlot(String title, String across) {
        this.title = title;
        this.across = across;
    }

    void add(String line, double x, Median y) {
        lines.computeIfAbsent(line, none -> new ArrayList<>()).add(new Point(x, y));
    }

    /** The whole file. */
    String svg(String note) {
        double mostX = 1;
        double mostY = 1e-9;
        for (List<Point> points : lines.values()) {
            for (Point point : points) {
                mostX = Math.max(mostX, point.x());
                mostY = Math.max(mostY, point.y().most());
            }
        }
        return new Drawing(mostX, mostY).of(note);
    }

    /** With the scales that what is to be drawn asks for. */
    private final class Drawing {

        private final Svg svg = new Svg(WIDTH, HEIGHT, title);
        private final double mostX;
        private final double mostY;

        private Drawing(double mostX, double mostY) {
            this.mostX = mostX;
            this.mostY = mostY;
        }

        private String of(String note) {
            svg.text("title", Anchor.START, 8, 18, title);
            axes();
            List<Double> names = new ArrayList<>();
            int series = 0;
            for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
                String style = Svg.series(series++);
                draw(style, line.getValue());
                Point last = line.getValue().get(line.getValue().size() - 1);
                double y = free(y(last.y().value()), names);
                names.add(y);
                svg.rect(style, WIDTH - RIGHT + 8, y - 6, 10, 10);
                svg.text("", Anchor.START, WIDTH - RIGHT + 23, y + 4, line.getKey());
            }
            svg.text("note", Anchor.END, WIDTH - 8, HEIGHT - 8, note);
            return svg.end();
        }

        private void axes() {
            for (double at = 0; at <= mostY; at += Axis.step(mostY, 6)) {
                svg.line("grid", LEFT, y(at), WIDTH - RIGHT, y(at));
                svg.text("note", Anchor.END, LEFT - 8, y(at) + 4, Axis.label(at));
            }
            for (double at = 0; at <= mostX; at += Axis.step(mostX, 6)) {
                svg.line("grid", x(at), TOP, x(at), HEIGHT - BOTTOM);
                svg.text("note", Anchor.MIDDLE, x(at), HEIGHT - BOTTOM + 16, Axis.label(at));
            }
            svg.text("note", Anchor.START, LEFT, HEIGHT - 8, across);
        }

        private void draw(String style, List<Point> points) {
            Point before = null;
            for (Point point : points) {
                double x = x(point.x());
                svg.rect(style, x - 3, y(point.y().value()) - 3, 6, 6);
                svg.line("", x, y(point.y().least()), x, y(point.y().most()));
                if (before != null) {
                    svg.line(
                            style,
                            x(before.x()),
                            y(before.y().value()),
                            x,
                            y(point.y().value()));
                }
                before = point;
            }
        }

        private double x(double x) {
            return LEFT + x / mostX * (WIDTH - LEFT - RIGHT);
        }

        private double y(double y) {
            return HEIGHT - BOTTOM - y / mostY * (HEIGHT - TOP - BOTTOM);
        }

        /** The place for a name that is nearest to where its line ends, and none of the others'. */
        private double free(double wanted, List<Double> taken) {
            for (int away = 0; ; away++) {
                for (double y : new double[] {wanted - away, wanted + away}) {
                    if (taken.stream().allMatch(other -> Math.abs(other - y) >= ROW)) {
                        return y;
                    }
                }
            }
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.util.Locale;

/** A drawing for light and for dark pages. What is drawn with {@code s0} to {@code s4} is told apart by colour. */
final class Svg {

    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #1f2328 }
            .title { font-weight: 600 }
            .note { font-size: 11px; fill: #59636e }
            path { fill: none; stroke: #1f2328 }
            path.grid { stroke: #8c959f55 }
            .s0 { fill: #8c959f; stroke: #8c959f } .s1 { fill: #3e7cb1; stroke: #3e7cb1 } .s2 { fill: #4f9d69; stroke: #4f9d69 }
            .s3 { fill: #c77a1e; stroke: #c77a1e } .s4 { fill: #b0476b; stroke: #b0476b }
            path.s0, path.s1, path.s2, path.s3, path.s4 { fill: none; stroke-width: 2 }
            rect { stroke: none !important }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc }
            .note { fill: #9198a1 }
            path { stroke: #f0f6fc }
            path.grid { stroke: #9198a155 }
            .s1 { fill: #6cb0ea; stroke: #6cb0ea } .s2 { fill: #6cc58a; stroke: #6cc58a }
            .s3 { fill: #e8a04c; stroke: #e8a04c } .s4 { fill: #de7fa0; stroke: #de7fa0 }
            }
            </style>
            """;

    /** Where a text stands to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder svg = new StringBuilder();

    /** Begins one; the title is what is read out in its place. */
    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
                width, height, width, height);
        add("<title>%s</title>%n", escaped(title));
        svg.append(STYLE);
    }

    static String series(int number) {
        return "s" + number % 5;
    }

    void rect(String style, double x, double y, double width, double height) {
        add("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n", style, x, y, width, height);
    }

    void line(String style, double x, double y, double toX, double toY) {
        add("<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>%n", style, x, y, toX, toY);
    }

    void text(String style, Anchor anchor, double x, double y, String text) {
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                style, x, y, anchor.name().toLowerCase(Locale.ROOT), escaped(text));
    }

    /** The whole file. */
    String end() {
        return svg + "</svg>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}

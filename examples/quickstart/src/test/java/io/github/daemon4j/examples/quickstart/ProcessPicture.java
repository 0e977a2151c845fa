/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.quickstart;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The processes of a server that was started with {@code &}, beside those of one that was detached, as an SVG for light and dark pages. */
final class ProcessPicture {

    private static final String STYLE = """
            <style>
            text { font: 14px ui-monospace, monospace; fill: #1f2328 }
            .title { font: 600 15px system-ui, sans-serif }
            .note { font: 13px system-ui, sans-serif; fill: #59636e }
            rect { fill: none; stroke: #59636e; stroke-dasharray: 5 4 }
            .process { fill: #f6f8fa; stroke: #1f2328; stroke-dasharray: none }
            .daemon { fill: #dafbe1; stroke: #1a7f37; stroke-dasharray: none }
            path { fill: none; stroke: #1f2328 }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc }
            .note { fill: #9198a1 }
            rect { stroke: #9198a1 }
            .process { fill: #21262d; stroke: #f0f6fc }
            .daemon { fill: #12361f; stroke: #3fb950 }
            path { stroke: #f0f6fc }
            }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();

    private ProcessPicture() {}

    /**
     * Draws it.
     *
     * @param attached the shell, and its child
     * @param detached the shell, and the daemon
     */
    static String of(List<ProcessRow> attached, List<ProcessRow> detached) {
        ProcessPicture picture = new ProcessPicture();
        picture.svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"270\""
                + " viewBox=\"0 0 800 270\" role=\"img\" aria-label=\"Process tree before and after\">\n");
        picture.svg.append(STYLE);
        picture.attached(attached.get(0), attached.get(1));
        picture.detached(detached.get(0), detached.get(1));
        return picture.svg.append("</svg>\n").toString();
    }

    private void attached(ProcessRow shell, ProcessRow server) {
        text("title", 10, 22, "java -jar server.jar &");
        session(10, 36, 360, 188, shell);
        process("process", 30, 74, 320, shell);
        line("M60 112 V150");
        process("process", 30, 150, 320, server);
        text("note", 10, 250, "The terminal closes: both are gone.");
    }

    private void detached(ProcessRow shell, ProcessRow server) {
        text("title", 420, 22, "java -jar server.jar start");
        session(420, 36, 360, 84, shell);
        process("process", 440, 74, 320, shell);
        session(420, 140, 360, 84, server);
        process("daemon", 440, 178, 320, server);
        line("M384 197 H440");
        text("note", 378, 190, "pid " + server.parent());
        text("note", 420, 250, "The terminal closes: the daemon serves on.");
    }

    private void session(int x, int y, int width, int height, ProcessRow member) {
        svg.append(String.format(
                Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n", x, y, width, height));
        text("note", x + 12, y + 22, "session " + member.session() + ", " + member.terminal());
    }

    private void process(String style, int x, int y, int width, ProcessRow row) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"38\" rx=\"4\"/>%n",
                style,
                x,
                y,
                width));
        text("", x + 12, y + 24, row.name());
        text("", x + 72, y + 24, "pid " + row.pid());
        text("", x + 192, y + 24, row.role());
    }

    private void line(String path) {
        svg.append("<path d=\"").append(path).append("\"/>\n");
    }

    private void text(String style, int x, int y, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n",
                style,
                x,
                y,
                text.replace("&", "&amp;")));
    }

    /** What is drawn of a process. */
    record ProcessRow(String name, long pid, long parent, long session, String terminal, String role) {

        static ProcessRow of(ProcessInfo process) {
            return new ProcessRow(
                    process.command(),
                    process.pid(),
                    process.parentPid(),
                    process.sessionId(),
                    process.terminal()
                            .map(Terminal::name)
                            .map(name -> "terminal " + name)
                            .orElse("no terminal"),
                    process.role().name().toLowerCase(Locale.ROOT));
        }

        static List<ProcessRow> of(ProcessInfo... processes) {
            List<ProcessRow> rows = new ArrayList<>();
            for (ProcessInfo process : processes) {
                rows.add(of(process));
            }
            return rows;
        }
    }
}

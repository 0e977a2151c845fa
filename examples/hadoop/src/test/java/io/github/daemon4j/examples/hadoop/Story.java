/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A transcript in a document: what is typed after a prompt such as {@code master$}, and what is answered. */
final class Story {

    private static final Pattern PROMPT = Pattern.compile("([a-z][a-z0-9]*)\\$ (.*)");

    /** A line of the transcript that stands for any number of lines. */
    private static final String LEFT_OUT = "...";

    private Story() {}

    /**
     * One command.
     *
     * @param host where it is typed
     * @param command what is typed
     * @param answer the lines that follow
     */
    record Step(String host, String command, List<String> answer) {

        /**
         * Whether the lines are those of the transcript. Numbers and the width of spaces are not compared; nor is the order
         * of what ssh prints, which has a channel for the output and one for the errors.
         */
        boolean isAnsweredBy(List<String> lines) {
            return command.startsWith("ssh ") && !answer.contains(LEFT_OUT)
                    ? matches(sorted(answer), sorted(lines))
                    : matches(answer, lines);
        }

        private static List<String> sorted(List<String> lines) {
            return lines.stream().sorted().toList();
        }

        private static boolean matches(List<String> expected, List<String> lines) {
            if (expected.isEmpty()) {
                return lines.isEmpty();
            }
            List<String> next = expected.subList(1, expected.size());
            if (expected.get(0).equals(LEFT_OUT)) {
                for (int left = 0; left <= lines.size(); left++) {
                    if (matches(next, lines.subList(left, lines.size()))) {
                        return true;
                    }
                }
                return false;
            }
            return !lines.isEmpty()
                    && common(expected.get(0)).equals(common(lines.get(0)))
                    && matches(next, lines.subList(1, lines.size()));
        }

        private static String common(String line) {
            return line.strip().replaceAll("[0-9]+", "0").replaceAll("\\s+", " ");
        }
    }

    /** Reads the first block of a document whose first line is typed at a prompt of this host. */
    static List<Step> of(Path document, String host) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf("```\n" + host + "$ ");
        if (begin < 0) {
            throw new AssertionError(document + " has no block that begins at the prompt of " + host);
        }
        return parse(text.substring(begin + "```\n".length(), text.indexOf("\n```", begin + 1))
                .lines()
                .toList());
    }

    static List<Step> parse(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            Matcher prompt = PROMPT.matcher(line);
            if (prompt.matches()) {
                String typed = prompt.group(2).replaceFirst("\\s+# .*", "");
                steps.add(new Step(prompt.group(1), typed, new ArrayList<>()));
            } else {
                steps.get(steps.size() - 1).answer().add(line);
            }
        }
        return steps;
    }
}

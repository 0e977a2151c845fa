/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import io.github.daemon4j.examples.fleet.file.Member;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows how members come up: lines that change on a terminal; elsewhere a line for each change. */
final class Progress {

    private static final String WRAP_OFF = "\033[?7l";
    private static final String WRAP_ON = "\033[?7h";
    private static final String UP = "\033[%dA";
    private static final String CLEAR_LINE = "\033[2K";

    private final PrintStream out;
    private final boolean live;
    private final int width;
    private final Map<Attempt, Attempt.State> shown = new HashMap<>();

    /** For these members: their states stand below each other. */
    Progress(PrintStream out, boolean live, List<Member> members) {
        this.out = out;
        this.live = live;
        this.width = members.stream()
                .mapToInt(member -> member.name().length())
                .max()
                .orElse(1);
    }

    /** Shows members that are started together; called again and again with the same ones. */
    void show(List<Attempt> together) {
        if (live) {
            redraw(together);
        } else {
            together.forEach(this::tellChange);
        }
        together.forEach(attempt -> shown.put(attempt, attempt.state()));
        out.flush();
    }

    private void redraw(List<Attempt> together) {
        StringBuilder text = new StringBuilder(WRAP_OFF);
        if (shown.containsKey(together.get(0))) {
            text.append(String.format(UP, together.size()));
        }
        for (Attempt attempt : together) {
            text.append(CLEAR_LINE).append(line(attempt)).append('\n');
        }
        out.print(text.append(WRAP_ON));
    }

    private void tellChange(Attempt attempt) {
        if (shown.get(attempt) != attempt.state()) {
            out.println(line(attempt));
        }
    }

    private String line(Attempt attempt) {
        return String.format("%-" + width + "s %s", attempt.member().name(), attempt.describe());
    }
}

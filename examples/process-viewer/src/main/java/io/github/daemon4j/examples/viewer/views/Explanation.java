/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Why a process has its role: the sentence, and below it what one would ask next. */
public final class Explanation {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String UNKNOWN = "unknown";

    private Explanation() {}

    public static List<AttributedString> of(long pid) {
        ProcessInfo process = ProcessInfo.of(pid).orElseThrow(() -> new NoSuchProcessException(pid));
        ProcessRole.Evidence evidence = process.roleEvidence();
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedStringBuilder()
                .styled(Look.of(evidence.role()), Look.printable(evidence.explanation()))
                .toAttributedString());
        lines.add(fact(
                "process", Look.printable(process.command()) + '(' + process.pid() + ") of " + Look.user(process)));
        lines.add(fact("command", Look.command(process)));
        lines.add(fact("state", lower(process.state().name())));
        lines.add(fact("kind", lower(evidence.kind().name())));
        lines.add(fact("started", started(process)));
        lines.add(fact("from", ancestors(process)));
        return lines;
    }

    private static AttributedString fact(String name, String value) {
        return new AttributedStringBuilder()
                .append("  ")
                .styled(Look.HEADER, name + " ".repeat("command".length() - name.length()))
                .append("  ")
                .append(value)
                .toAttributedString();
    }

    private static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String started(ProcessInfo process) {
        return process.startTime()
                .map(start -> TIME.format(start.atZone(ZoneId.systemDefault())))
                .orElse(UNKNOWN);
    }

    /** The oldest first. */
    private static String ancestors(ProcessInfo process) {
        if (process.parentPid() < 0) {
            return UNKNOWN;
        }
        StringBuilder line = new StringBuilder();
        for (ProcessInfo ancestor : process.ancestors()) {
            String name = Look.printable(ancestor.command()) + '(' + ancestor.pid() + ')';
            line.insert(0, line.length() == 0 ? name : name + " > ");
        }
        return line.length() == 0 ? "nobody in this pid namespace" : line.toString();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import io.github.daemon4j.examples.fleet.file.Member;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Shows the end of members' logs. */
public final class Logs {

    private final Path file;
    private final PrintStream out;

    public Logs(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** Shows at most so many lines of each. */
    public void run(List<Member> members, int lines) {
        for (Member member : members) {
            String prefix = members.size() == 1 ? "" : member.name() + " | ";
            member.host()
                    .map(host -> Remote.start(host, file, List.of("logs", "-n", Integer.toString(lines), member.name()))
                            .lines())
                    .orElseGet(() -> LogTail.since(member.log(), 0, lines))
                    .forEach(line -> out.println(prefix + line));
        }
    }
}

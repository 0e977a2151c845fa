/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import io.github.daemon4j.StopResult;
import io.github.daemon4j.examples.fleet.file.Host;
import io.github.daemon4j.examples.fleet.file.Member;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes members down, the last first. */
public final class Stop {

    private final Path file;
    private final PrintStream out;

    public Stop(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** Stops them; {@code false} if a machine could not be asked to. */
    public boolean run(List<Member> members) {
        List<Member> reversed = new ArrayList<>(members);
        Collections.reverse(reversed);
        boolean all = true;
        for (Member member : reversed) {
            if (member.host().isPresent()) {
                all &= stop(member, member.host().get());
            } else {
                stop(member);
            }
        }
        return all;
    }

    private boolean stop(Member member, Host host) {
        Remote stop = Remote.start(host, file, List.of("stop", member.name()));
        stop.lines().forEach(line -> out.println(host.name() + ": " + line));
        return stop.exitStatus() == 0;
    }

    private void stop(Member member) {
        StopResult result = member.control().stop();
        out.println(
                switch (result.outcome()) {
                    case NOT_RUNNING -> member.name() + " is not running";
                    case TERMINATED -> member.name() + " stopped (pid " + result.pid() + ")";
                    case KILLED -> member.name() + " did not end by itself and was killed (pid " + result.pid() + ")";
                });
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import io.github.daemon4j.StopResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes members down, the last first. */
final class Stop {

    private Stop() {}

    static void run(List<Member> members, PrintStream out) {
        List<Member> reversed = new ArrayList<>(members);
        Collections.reverse(reversed);
        for (Member member : reversed) {
            StopResult result = member.control().stop();
            out.println(
                    switch (result.outcome()) {
                        case NOT_RUNNING -> member.name() + " is not running";
                        case TERMINATED -> member.name() + " stopped (pid " + result.pid() + ")";
                        case KILLED ->
                            member.name() + " did not end by itself and was killed (pid " + result.pid() + ")";
                    });
        }
    }
}

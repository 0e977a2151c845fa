/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import io.github.daemon4j.examples.fleet.file.FleetFile;
import io.github.daemon4j.examples.fleet.file.Member;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Brings members up, order by order. */
public final class Start {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final FleetFile fleet;
    private final PrintStream out;
    private final boolean live;
    private final PrintStream errors;
    private final List<Attempt> attempts = new ArrayList<>();

    /** A {@code live} out is a terminal, where lines change; what has failed goes to {@code errors}. */
    public Start(FleetFile fleet, PrintStream out, boolean live, PrintStream errors) {
        this.fleet = fleet;
        this.out = out;
        this.live = live;
        this.errors = errors;
    }

    /** Starts the members; {@code false} if one did not come up, and then none of a higher order was started. */
    public boolean run(List<Member> members) {
        Progress progress = new Progress(out, live, members);
        for (List<Member> together : members.stream()
                .collect(Collectors.groupingBy(Member::order, TreeMap::new, Collectors.toList()))
                .values()) {
            if (!bringUp(together, progress)) {
                explain(members);
                return false;
            }
        }
        return true;
    }

    private boolean bringUp(List<Member> together, Progress progress) {
        List<Attempt> now = together.stream()
                .map(member -> Attempt.start(member, fleet.path()))
                .toList();
        attempts.addAll(now);
        progress.show(now);
        while (now.stream().anyMatch(attempt -> attempt.state() == Attempt.State.STARTING)) {
            now.forEach(Attempt::look); // each ends by itself, or by its time limit
            progress.show(now);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return now.stream().noneMatch(attempt -> attempt.state() == Attempt.State.FAILED);
    }

    private void explain(List<Member> members) {
        for (Attempt attempt : attempts) {
            if (attempt.state() == Attempt.State.FAILED) {
                errors.println("fleet: " + attempt.member().name() + " " + attempt.describe());
                attempt.lastWords().forEach(line -> errors.println(Attempt.LAST_WORDS + line));
            }
        }
        for (Member member : members.subList(attempts.size(), members.size())) {
            errors.println("fleet: " + member.name() + " was not started");
        }
        if (fleet.stopsOnFailure()) {
            new Stop(fleet.path(), errors)
                    .run(attempts.stream()
                            .filter(attempt -> attempt.state() == Attempt.State.READY)
                            .map(Attempt::member)
                            .toList());
        }
    }
}

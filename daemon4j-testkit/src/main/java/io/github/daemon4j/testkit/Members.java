/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one scope, whoever their parents are now. They are known by a mark in their environment, by their session
 * and by their control group.
 */
final class Members {

    private static final String MARKER = "DAEMON4J_TESTKIT_ID";
    private static final long LEADER_GONE = -1;
    private static final Duration UNTIL_ALL_ARE_GONE = Duration.ofSeconds(30);

    private final String id = UUID.randomUUID().toString();
    private final AtomicInteger children = new AtomicInteger();
    private final Optional<ControlGroup> controlGroup = ControlGroup.create("daemon4j-testkit-" + id);
    /** The sessions and when their leader started: the id of a session is used again as any pid is. */
    private final Map<Long, Long> sessions = new ConcurrentHashMap<>();
    /** When the first child started: whoever is older descends from none of them, and need not be looked at. */
    private final AtomicLong firstStart = new AtomicLong(Long.MAX_VALUE);

    /** The environment string of one more child and its descendants. */
    String nextMarker() {
        return MARKER + "=" + id + "." + children.incrementAndGet();
    }

    /** Puts a new child into a control group of its own; before anything else, as it runs already. */
    Optional<ControlGroup> enroll(Stat child, String marker) {
        firstStart.accumulateAndGet(child.startTicks(), Math::min);
        sessions.put(child.pid(), child.startTicks());
        Optional<ControlGroup> own =
                controlGroup.flatMap(group -> group.createBelow(marker.substring(marker.lastIndexOf('.') + 1)));
        own.ifPresent(group -> group.add(child.pid()));
        return own;
    }

    /** The live processes that carry the child's mark or are in its control group, the child included. */
    static List<Stat> family(ChildProcess child) {
        String exactMarker = child.marker() + "\0";
        Set<Long> grouped = members(child.controlGroup());
        return ProcFs.processes().stream()
                .filter(stat -> stat.isAlive() && stat.startTicks() >= child.startTicks())
                .filter(stat -> grouped.contains(stat.pid()) || ProcFs.environmentHas(stat.pid(), exactMarker))
                .toList();
    }

    /** All that live. */
    List<Stat> alive() {
        Map<Long, Long> starts = new HashMap<>();
        List<Stat> candidates = new ArrayList<>();
        for (Stat stat : ProcFs.processes()) {
            starts.put(stat.pid(), stat.startTicks());
            if (stat.isAlive() && stat.startTicks() >= firstStart.get()) {
                candidates.add(stat);
            }
        }
        Set<Long> known = new HashSet<>(members(controlGroup));
        long own = ProcFs.stat(ProcessHandle.current().pid()).map(Stat::session).orElse(0L);
        for (Stat stat : candidates) {
            if (known.contains(stat.pid()) || ProcFs.environmentHas(stat.pid(), MARKER + "=" + id + ".")) {
                known.add(stat.pid());
                if (stat.session() != own) {
                    sessions.put(stat.session(), starts.getOrDefault(stat.session(), LEADER_GONE));
                }
            }
        }
        return candidates.stream()
                .filter(stat -> known.contains(stat.pid()) || isOwnSession(stat.session(), starts))
                .toList();
    }

    private boolean isOwnSession(long session, Map<Long, Long> starts) {
        return isSameSession(sessions.get(session), starts.get(session));
    }

    /**
     * Whether a session is the one that was known. No process gets the pid of a leader that is gone while others are in its
     * session: another leader leads another session.
     *
     * @param known when its leader started, if the session was known
     * @param now when the process started that has its id as pid, if there is one
     */
    static boolean isSameSession(@Nullable Long known, @Nullable Long now) {
        return known != null && (now == null || known.equals(now));
    }

    private static Set<Long> members(Optional<ControlGroup> group) {
        return group.map(ControlGroup::members).orElse(Set.of());
    }

    /** Ends those that fulfil the condition, and returns the others. One that may not be ended does not save the next. */
    List<Stat> end(Predicate<Stat> condition, Attempts attempts) {
        Deadline deadline = Deadline.after(UNTIL_ALL_ARE_GONE);
        List<Stat> others = new ArrayList<>();
        List<Stat> tried = new ArrayList<>();
        // Twice empty-handed: a process in the middle of an exec shows no environment.
        for (int clean = 0; clean < 2 && !deadline.hasPassed(); clean++) {
            for (Stat stat : alive()) {
                if (!condition.test(stat) || tried.stream().anyMatch(stat::isSameProcessAs)) {
                    others.add(stat);
                } else {
                    tried.add(stat);
                    attempts.run(new PidFd(stat)::kill);
                    clean = -1;
                }
            }
        }
        return others;
    }

    /** Removes the control groups. A process leaves its group a moment after those who wait for its end are told. */
    void removeControlGroup(Duration grace) {
        controlGroup.ifPresent(group -> Deadline.after(grace).await(group::remove));
    }
}

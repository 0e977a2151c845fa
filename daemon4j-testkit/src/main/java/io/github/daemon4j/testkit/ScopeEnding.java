/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a {@link ProcessScope} ends what was started in it, and tells a leak from what goes with its owner. */
record ScopeEnding(
        Members members,
        List<Transcript> transcripts,
        List<PtyTerminal> terminals,
        List<ObservedProcess> owned,
        ScopeDirectory directory) {

    /** For what ends by itself because its terminal, its parent or its server has. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** These processes and the log, for messages. */
    String describe(List<Stat> processes) {
        return "Processes of this test:\n" + ProcessTree.of(processes) + directory.describeLog();
    }

    /** The same, and what those that are JVMs do: a wait for one of them was in vain. */
    String describeStalled(List<Stat> processes) {
        return describe(processes) + ThreadDumps.of(processes);
    }

    void end() {
        Attempts attempts = new Attempts();
        List<Stat> leaked = endOwned(attempts);
        String seen = describe(leaked);
        if (!leaked.isEmpty()) {
            members.end(stat -> true, attempts);
        }
        attempts.run(() -> members.removeControlGroup(GRACE));
        attempts.run(this::closeStreams);
        attempts.run(directory::remove);
        RuntimeException failure = attempts.failure();
        if (!leaked.isEmpty()) {
            AssertionError leak = new LeakedProcessesError(leaked.size(), seen, transcripts);
            if (failure != null) {
                leak.addSuppressed(failure);
            }
            throw leak;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends what the test owns, and returns what lives on. */
    private List<Stat> endOwned(Attempts attempts) {
        Set<Long> expected = sessionsOfTheLiving();
        attempts.run(this::hangUpTerminals);
        owned.forEach(process -> attempts.run(process::close));
        if (members.end(stat -> expected.contains(stat.session()), attempts).isEmpty()) {
            return List.of();
        }
        Deadline.after(GRACE).await(() -> members.alive().isEmpty());
        return members.alive();
    }

    /** What is left in these sessions goes with their owner; what outlived its owner, or its terminal, is a leak. */
    private Set<Long> sessionsOfTheLiving() {
        Set<Long> expected = new HashSet<>();
        for (ObservedProcess process : owned) {
            if (!(process instanceof ChildProcess child && child.isOnTerminal())) {
                ProcFs.stat(process.pid())
                        .filter(process::is)
                        .filter(Stat::isAlive)
                        .ifPresent(stat -> expected.add(stat.session()));
            }
        }
        return expected;
    }

    private void hangUpTerminals() {
        terminals.forEach(PtyTerminal::close);
        Deadline deadline = Deadline.after(GRACE);
        for (ObservedProcess process : owned) {
            if (process instanceof ChildProcess child && child.isOnTerminal()) {
                child.endsBy(deadline);
            }
        }
    }

    /** Ends everything without grace and without a verdict, as at the end of the JVM. */
    void killAll() {
        Attempts attempts = new Attempts();
        members.end(stat -> true, attempts);
        attempts.run(() -> members.removeControlGroup(GRACE));
        attempts.run(directory::remove);
    }

    private void closeStreams() {
        for (ObservedProcess process : owned) {
            if (process instanceof ChildProcess child) {
                child.closeStreams();
            }
        }
    }
}

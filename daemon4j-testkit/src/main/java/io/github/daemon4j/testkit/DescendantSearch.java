/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks for a process that descends from a child, for as long as the scope waits. What is found is the scope's to end. */
record DescendantSearch(ProcessScope scope, ChildProcess child) {

    ObservedProcess awaitDetached() {
        Settling settling = new Settling();
        return await(
                "become detached",
                () -> detached()
                        // The first child of a double fork looks detached when its parent is gone already.
                        .filter(stat -> !stat.isSessionLeader() || settling.hasSettled(stat))
                        .flatMap(stat -> ObservedProcess.of(scope, stat, child.transcript())));
    }

    private Optional<Stat> detached() {
        List<Stat> family = Members.family(child);
        return family.stream()
                .filter(stat -> stat.session() != child.pid())
                .filter(stat -> family.stream().noneMatch(other -> other.pid() == stat.parent()))
                .findFirst();
    }

    ObservedProcess await(String what, Predicate<ObservedProcess> condition) {
        return await(what, () -> first(condition));
    }

    /**
     * One that fulfils the condition, and is not about to become another or to move elsewhere. A second fork is not the last step: where
     * nobody waits for the daemon, umask, directory and streams come after it.
     */
    ObservedProcess awaitSettled(String what, Predicate<ObservedProcess> condition) {
        Settling settling = new Settling();
        return await(
                what,
                () -> first(condition)
                        .filter(process -> ProcFs.stat(process.pid())
                                .filter(process::is)
                                .filter(settling::hasSettled)
                                .isPresent()));
    }

    private Optional<ObservedProcess> first(Predicate<ObservedProcess> condition) {
        return Members.family(child).stream()
                .flatMap(stat -> ObservedProcess.of(scope, stat, child.transcript()).stream())
                .filter(condition)
                .findFirst();
    }

    private interface Look {
        Optional<ObservedProcess> look();
    }

    private ObservedProcess await(String what, Look look) {
        Deadline deadline = Deadline.after(scope.timeout());
        List<ObservedProcess> found = new ArrayList<>();
        if (!deadline.await(() -> look.look().map(found::add).orElse(false))) {
            throw new AssertionError("No process started by " + String.join(" ", child.command()) + " was seen to "
                    + what + " " + deadline + ".\n" + scope.describeStalled() + "Seen so far:\n" + child.transcript());
        }
        scope.own(found.get(0));
        return found.get(0);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The kit's own way to wait for what nobody announces, lent to the tests of the other packages. */
public final class Waits {

    /** Longer than anything takes that is going to happen. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private Waits() {}

    /** Waits until the fact holds, and says what there was instead if it does not. */
    public static void until(String what, BooleanSupplier fact, Supplier<String> instead) {
        Await.showing(LIMIT, () -> "Instead: " + instead.get()).until(what, fact);
    }

    /** Waits until there is something to be found. */
    public static <T> T found(String what, Supplier<Optional<T>> look, Supplier<String> instead) {
        List<T> found = new ArrayList<>();
        until(what, () -> look.get().map(found::add).orElse(false), instead);
        return found.get(0);
    }

    /** A process that descends from the child, whoever its parent is now, and runs exactly this command line. */
    public static ObservedProcess running(ChildProcess child, String command) {
        return child.awaitDescendant(
                "run " + command,
                process -> ProcessInfo.of(process.pid())
                        .filter(info -> String.join(" ", info.commandLine().orElse(List.of()))
                                .equals(command))
                        .isPresent());
    }
}

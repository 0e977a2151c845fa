/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.Readiness;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what a process serves, for as long as it lives. At what is to be seen of it, {@link Readiness} looks; at which ports are its
 * own, {@link ObservedProcess#listeningPorts}: somebody else may accept connections there.
 */
record Serving(ObservedProcess process) {

    List<Integer> awaitPorts(String what, Predicate<List<Integer>> condition) {
        return until(what, process::listeningPorts, condition);
    }

    Readiness.Look await(Readiness condition) {
        return until(condition.toString(), condition::look, Readiness.Look::isReady);
    }

    /** It need not be waited for when the process has ended. */
    private <T> T until(String what, Supplier<T> look, Predicate<T> condition) {
        return process.scope.await().until(process + ": " + what, look, seen -> {
            if (!condition.test(seen) && !process.isAlive()) {
                throw new AssertionError(process + " has ended before " + what + "; seen last: " + seen
                        + ".\nSeen so far:\n" + process.transcript());
            }
            return condition.test(seen);
        });
    }

    static URI uri(int port, String path) {
        try {
            return new URI("http://127.0.0.1:" + port + (path.startsWith("/") ? "" : "/") + path);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}

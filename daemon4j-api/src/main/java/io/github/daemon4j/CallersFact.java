/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.Readiness.Look;
import java.util.concurrent.Callable;

/** Asks the caller. */
record CallersFact(String what, Callable<Boolean> holds) implements ReadyCondition {

    @Override
    public Look look(Signs signs) {
        try {
            return holds.call() ? Look.ready(what) : Look.missing("no sign yet of " + what);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new DaemonException("it could not be known about " + what + ": " + failure, failure);
        }
    }
}

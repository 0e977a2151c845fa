/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.Readiness.Look;
import org.jspecify.annotations.Nullable;

/** One condition of a {@link Readiness}. */
interface ReadyCondition {

    /** How long one look may wait for an answer; the next may be the one that is answered. */
    int TIMEOUT_MILLIS = 2000;

    /** Between two looks: nobody announces what is looked for. */
    long PAUSE_MILLIS = 20;

    /** That the program has said so itself. */
    ReadyCondition NOTIFIED = signs -> signs.isNotified()
            ? Look.ready("READY=1")
            : Look.missing(
                    "no READY=1 from it at its NOTIFY_SOCKET" + (signs.heard().isEmpty() ? "" : "; " + signs.heard()));

    /**
     * Looks.
     *
     * @param signs what the program itself has shown
     * @return what was seen
     */
    Look look(Signs signs);

    /**
     * What a program has shown of itself since it was started.
     *
     * @param log what it has printed, which is read only for a condition that asks for it; null if that does not go to a file
     * @param isNotified whether it has said so by its {@code NOTIFY_SOCKET}
     * @param heard what else was heard there; may be empty
     */
    record Signs(@Nullable PrintedLog log, boolean isNotified, String heard) {

        /** Of a program that was not started yet. */
        static final Signs NONE = new Signs(null, false, "");
    }
}

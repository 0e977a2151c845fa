/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries a change of privileges in a child that does nothing else, because the calls of a {@link ChildProgram} cannot branch: a
 * program must never be executed as root because {@code setuid} was refused.
 */
final class Rehearsal {

    private Rehearsal() {}

    /** The steps to these privileges, which have been tried. */
    static List<Step> of(Privileges asked) throws ErrnoException {
        long bounding = boundingSet(asked.capabilities());
        ResourceLimits.check(asked.limits());
        List<Step> steps = PrivilegeSteps.of(asked, bounding);
        if (!steps.isEmpty()) {
            attempt(asked, steps);
        }
        return steps;
    }

    /** The bounding set that is to be reduced; to read it takes one call for each capability. */
    private static long boundingSet(@Nullable Long kept) throws ErrnoException {
        if (kept == null) {
            return 0;
        }
        CapabilitySets own = CapabilitySets.own();
        String refusal = own.refusal(kept);
        if (refusal != null) {
            throw new ErrnoException(refusal, Errno.EPERM);
        }
        return own.bounding();
    }

    private static void attempt(Privileges asked, List<Step> steps) throws ErrnoException {
        Errno left = run(steps);
        if (left.number() != 0) {
            Step failing = firstFailing(steps);
            throw new ErrnoException(failing == null ? "changing the daemon's privileges" : failing.tried(), left);
        }
        if (asked.identity() != null) {
            IdentityChange.rehearse(asked.identity(), steps);
        }
    }

    /** The errno that one of the steps has left; 0 if none failed. */
    private static Errno run(List<Step> steps) throws ErrnoException {
        try (Step.Laid laid = new Step.Laid()) {
            return laid.append(steps, new ChildProgram()).run();
        }
    }

    /** A child tells that a step failed, not which: the first so many of them fail as soon as it is among them. */
    private static @Nullable Step firstFailing(List<Step> steps) throws ErrnoException {
        int good = 0;
        int bad = steps.size();
        while (bad - good > 1) {
            int middle = (good + bad) / 2;
            if (run(steps.subList(0, middle)).number() == 0) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return bad == 0 ? null : steps.get(bad - 1);
    }
}

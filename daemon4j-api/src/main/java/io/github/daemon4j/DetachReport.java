/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.List;

/**
 * Each step of daemon(7), "SysV Daemons", with what {@code /proc/self} shows of it now.
 *
 * @param steps the fifteen steps in the order of the man page
 */
public record DetachReport(List<Step> steps) {

    /**
     * One step.
     *
     * @param number its number in daemon(7), 1 to 15
     * @param rule what the step asks for
     * @param held whether it holds
     * @param evidence what was seen; if it does not hold, why
     */
    public record Step(int number, String rule, boolean held, String evidence) {}

    /** Copies the list. */
    public DetachReport {
        steps = List.copyOf(steps);
    }

    /** Whether every step holds. */
    public boolean allHeld() {
        for (Step step : steps) {
            if (!step.held()) {
                return false;
            }
        }
        return true;
    }

    /** One line a step. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (text.length() > 0) {
                text.append('\n');
            }
            text.append(step.number() < 10 ? " " : "")
                    .append(step.number())
                    .append(step.held() ? " held  " : " NOT   ")
                    .append(step.rule())
                    .append(": ")
                    .append(step.evidence());
        }
        return text.toString();
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.List;

/**
 * Each step of daemon(7), "SysV Daemons", with what {@code /proc} shows of it now.
 *
 * @param steps the fifteen steps in the order of the man page; none where there is no backend
 */
public record DetachReport(List<Step> steps) {

    /** What became of a step. */
    public enum Outcome {
        /** It holds. */
        HELD("held"),
        /** It does not hold. */
        NOT_HELD("NOT"),
        /**
         * It does not hold, and need not: the process stays what its supervisor has started ({@link LaunchMode#SYSTEMD}, {@link
         * LaunchMode#CONTAINER}, {@link LaunchMode#INETD}). daemon(7), "New-Style Daemons", asks for none of the steps that detach.
         */
        NOT_NEEDED("-"),
        /** This user is not allowed to see whether it holds. */
        UNKNOWN("?");

        private final String mark;

        Outcome(String mark) {
            this.mark = mark;
        }
    }

    /**
     * One step.
     *
     * @param number its number in daemon(7), 1 to 15
     * @param rule what the step asks for
     * @param outcome whether it holds
     * @param evidence what was seen; if it does not hold, why
     */
    public record Step(int number, String rule, Outcome outcome, String evidence) {

        /** {@return whether it holds} */
        public boolean held() {
            return outcome == Outcome.HELD;
        }
    }

    /**
     * Copies the list.
     *
     * @param steps as {@link #steps()}
     */
    public DetachReport {
        steps = List.copyOf(steps);
    }

    /** {@return whether every step holds that this process needs} */
    public boolean allHeld() {
        return !has(Outcome.NOT_HELD) && !has(Outcome.UNKNOWN);
    }

    boolean has(Outcome outcome) {
        for (Step step : steps) {
            if (step.outcome() == outcome) {
                return true;
            }
        }
        return false;
    }

    /** One line a step. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            String mark = step.outcome().mark;
            text.append(text.length() == 0 ? "" : "\n")
                    .append(step.number() < 10 ? " " : "")
                    .append(step.number())
                    .append(' ')
                    .append(mark)
                    .append("      ", mark.length(), 6)
                    .append(step.rule())
                    .append(": ")
                    .append(step.evidence());
        }
        return text.toString();
    }
}

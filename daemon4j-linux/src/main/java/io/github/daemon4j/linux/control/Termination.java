/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.StopResult.Outcome;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.spi.StopSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a held process is made to end, by its {@link StopSchedule}: signals, and how long each has to work. */
public final class Termination {

    /** What is sent, in this order, and how long is waited for the end then. */
    record Step(List<Integer> signals, long millis) {}

    private final List<Step> steps;

    private Termination(List<Step> steps) {
        this.steps = steps;
    }

    /** SIGTERM, and SIGKILL after a grace period; zero kills at once. */
    public static Termination of(Duration grace) {
        return of(StopSchedule.of(grace));
    }

    /**
     * As it was asked for. SIGCONT follows each signal but SIGKILL, as systemd has it: a process that was suspended could not
     * hear it otherwise.
     */
    public static Termination of(StopSchedule asked) {
        List<Step> steps = new ArrayList<>();
        for (StopSchedule.Step step : asked.steps()) {
            int signal = step.signal().number();
            List<Integer> signals = signal == Signals.SIGKILL ? List.of(signal) : List.of(signal, Signals.SIGCONT);
            steps.add(new Step(signals, TimeUnit.MILLISECONDS.convert(step.time())));
        }
        return new Termination(steps);
    }

    /** As a pid file keeps it; the default where that is of a program, or of another version. */
    public static Termination ofKept(Kept kept) {
        try {
            return of(
                    kept.stop() == null
                            ? StopSchedule.of(DaemonOptions.DEFAULT_STOP_GRACE)
                            : StopSchedule.parse(kept.stop()));
        } catch (IllegalArgumentException ofAnotherVersion) {
            return of(DaemonOptions.DEFAULT_STOP_GRACE);
        }
    }

    /** For a process that is ending by itself: nothing but SIGKILL after a grace period. */
    public static Termination ending(Duration grace) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(List.of(), TimeUnit.MILLISECONDS.convert(grace)));
        steps.addAll(of(Duration.ZERO).steps);
        return new Termination(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /**
     * Ends a process and waits until it is gone.
     *
     * @return {@link Outcome#KILLED} if it took SIGKILL
     * @throws ErrnoException EPERM if it cannot be signalled
     * @throws DaemonException if it is there still
     */
    public Outcome end(HeldProcess process) throws ErrnoException {
        for (Step step : steps) {
            if (!send(step, process) || process.awaitEnd(step.millis())) {
                return step.signals().contains(Signals.SIGKILL) ? Outcome.KILLED : Outcome.TERMINATED;
            }
        }
        throw new DaemonException("pid " + process.pid() + " is there still" + afterAll(process));
    }

    private String afterAll(HeldProcess process) {
        Step last = steps.get(steps.size() - 1);
        long seconds = last.millis() / 1000;
        return last.signals().contains(Signals.SIGKILL)
                ? ", " + seconds + " s after SIGKILL: it waits for a device or a file server; see /proc/"
                        + process.procPid() + "/stack"
                : ", " + seconds + " s after the last signal of its stop schedule, which has no KILL; it goes on";
    }

    /** Whether there was a process to take the signals: it may end by itself between two of these lines. */
    private static boolean send(Step step, HeldProcess process) throws ErrnoException {
        for (int signal : step.signals()) {
            if (!process.trySignal(signal)) {
                return false;
            }
        }
        return true;
    }
}

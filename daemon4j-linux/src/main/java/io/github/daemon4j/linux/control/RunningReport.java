/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.DetachReport.Outcome;
import io.github.daemon4j.Fact;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.report.StepReport;
import io.github.daemon4j.linux.report.Subject;
import io.github.daemon4j.linux.report.Subject.PidFileSight;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.spi.ProcessBackend;
import io.github.daemon4j.spi.ProcessView;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of daemon(7) hold in a daemon, seen from another process. It is not asked, as it is for a reload: that takes a
 * signal that wakes it and a daemon that answers, and the answer would be its own word for what the kernel shows anybody who
 * may look. So one that is suspended, hanging or of another version is reported of, too, and nobody has to be believed but the
 * kernel; what a daemon that was taken over has written into its own environment is about itself alone.
 */
final class RunningReport {

    private final Path pidFile;
    private final ProcessBackend processes;

    RunningReport(Path pidFile, ProcessBackend processes) {
        this.pidFile = pidFile;
        this.processes = processes;
    }

    /**
     * Looks at every step.
     *
     * @return null if it has ended meanwhile
     */
    @Nullable
    DetachReport of(Sight look, HeldProcess held, DaemonOptions options) {
        ProcessView process = processes.find(held.procPid()).orElse(null);
        if (process == null || process.startTicks() != held.startTicks()) {
            return null;
        }
        Fact<Map<String, String>> environment = process.environment();
        Mark mark = environment
                .toOptional()
                .map(variables -> variables.get(Mark.VARIABLE))
                .map(Mark::parse)
                .orElse(null);
        DetachReport report = StepReport.of(new Subject(
                process,
                processes.find(process.sessionId()).orElse(null),
                environment,
                options,
                mode(look, held),
                mark,
                sight(look, environment)));
        return process.isAlive() ? report : null;
    }

    /** Who may not open the lock cannot say that nobody has it. */
    private PidFileSight sight(Sight look, Fact<?> environment) {
        String holds = pidFile + " holds " + look.pid() + "; ";
        if (look.isLocked()) {
            return new PidFileSight(Outcome.HELD, holds + "its lock is held");
        }
        return environment.isKnown()
                ? new PidFileSight(Outcome.NOT_HELD, holds + "its lock is not held")
                : new PidFileSight(Outcome.UNKNOWN, holds + "its lock may not be opened");
    }

    /** One that does not say was started by a launcher, and is no Java program. */
    private static LaunchMode mode(Sight look, HeldProcess held) {
        try (AccountView view = AccountView.of(held, look.kept().account())) {
            Account account = view == null ? null : view.read();
            return account == null ? LaunchMode.DETACHED : account.mode();
        }
    }

    /** There is somebody, but not to be seen from here. */
    DaemonException hidden(Sight look) {
        return new DaemonException("the daemon of " + pidFile + (look.pid() > 0 ? " (pid " + look.pid() + ")" : "")
                + " cannot be seen from here: it runs in another pid namespace, or a program that it has started holds"
                + " its lock");
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.DetachReport.Outcome;
import io.github.daemon4j.Fact;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.report.StepReport;
import io.github.daemon4j.linux.report.Subject;
import io.github.daemon4j.linux.report.Subject.PidFileSight;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.spi.ProcessBackend;
import io.github.daemon4j.spi.ProcessView;
import org.jspecify.annotations.Nullable;

/** What the steps of daemon(7) hold in this process. Made when it is asked for: no start needs it. */
final class OwnReport {

    private OwnReport() {}

    static DetachReport of(
            ProcessBackend processes,
            DaemonOptions options,
            LaunchMode mode,
            @Nullable Mark mark,
            @Nullable HeldPidFile pidFile) {
        ProcessView self = processes.current();
        return StepReport.of(new Subject(
                self,
                processes.find(self.sessionId()).orElse(null),
                new Fact.Known<>(System.getenv()),
                options,
                mode,
                mark,
                sight(options, pidFile)));
    }

    private static PidFileSight sight(DaemonOptions options, @Nullable HeldPidFile pidFile) {
        if (pidFile == null) {
            boolean unwanted = options.pidFile().isEmpty();
            return new PidFileSight(
                    unwanted ? Outcome.HELD : Outcome.NOT_HELD,
                    unwanted ? "none was asked for" : "asked for, but not held");
        }
        boolean same = pidFile.namesThis();
        return new PidFileSight(
                same ? Outcome.HELD : Outcome.NOT_HELD,
                pidFile.path() + (same ? " holds " + pidFile.pid() : " is another file by now")
                        + "; its lock is descriptor " + pidFile.lock());
    }
}

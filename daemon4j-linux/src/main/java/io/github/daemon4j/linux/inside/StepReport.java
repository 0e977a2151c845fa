/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.DetachReport.Step;
import io.github.daemon4j.Signal;
import io.github.daemon4j.linux.commandline.CommandLineReplay;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.systemd.ManagerVariables;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.Stream;
import io.github.daemon4j.spi.DescriptorEntry;
import io.github.daemon4j.spi.ProcessBackend;
import io.github.daemon4j.spi.ProcessView;
import io.github.daemon4j.spi.StatusFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fifteen steps of daemon(7), "SysV Daemons", against what /proc shows of this process. */
final class StepReport {

    private final ProcessView self;
    private final DaemonOptions options;
    private final @Nullable Mark mark;
    private final @Nullable HeldPidFile pidFile;
    private final List<Step> steps = new ArrayList<>();

    private StepReport(ProcessView self, DaemonOptions options, @Nullable Mark mark, @Nullable HeldPidFile pidFile) {
        this.self = self;
        this.options = options;
        this.mark = mark;
        this.pidFile = pidFile;
    }

    /** Looks at every step. */
    static DetachReport of(
            ProcessBackend processes, DaemonOptions options, @Nullable Mark mark, @Nullable HeldPidFile pidFile) {
        return new StepReport(processes.current(), options, mark, pidFile).report(processes);
    }

    private DetachReport report(ProcessBackend processes) {
        boolean leaderGone = processes.find(self.sessionId()).isEmpty();
        descriptors();
        signals();
        environment();
        session(leaderGone);
        standardStreams();
        umask();
        workingDirectory();
        pidFile();
        privileges();
        launcher();
        return new DetachReport(steps);
    }

    private void signals() {
        Signal.Set ignored =
                new Signal.Set(self.status().map(StatusFields::ignoredSignals).orElse(0L));
        add("no signal is ignored", ignored.isEmpty(), "ignored: " + (ignored.isEmpty() ? "none" : ignored));
        Signal.Set blocked =
                new Signal.Set(self.status().map(StatusFields::blockedSignals).orElse(0L));
        add("no signal is blocked", blocked.isEmpty(), "blocked: " + (blocked.isEmpty() ? "none" : blocked));
    }

    private void session(boolean leaderGone) {
        boolean member = self.sessionId() != self.pid();
        String leader = leaderGone ? ", whose leader is gone" : ", whose leader is alive";
        String session = "session " + self.sessionId() + (member ? leader : ", led by this process");
        String terminal = self.terminal()
                .map(found -> "controlling terminal " + found.name())
                .orElse("no controlling terminal");
        boolean ownSession = !self.terminal().isKnown() && (leaderGone || !member);
        add("a first fork", leaderGone || !member, session);
        add("a session of its own", ownSession, session + "; " + terminal);
        add(
                "a second fork, so that no terminal can be acquired",
                member && leaderGone,
                "pid " + self.pid() + ", " + session);
        add("adopted by init or a subreaper", leaderGone || !member, "parent " + self.parentPid());
    }

    private void umask() {
        int umask = self.status().map(StatusFields::umask).orElse(-1);
        add(
                "the umask is set",
                umask == options.umask(),
                "umask " + SelfCheck.octal(umask) + ", asked for " + SelfCheck.octal(options.umask()));
    }

    private void launcher() {
        boolean launched = mark != null;
        add(
                "the launcher is told when start-up is complete",
                launched,
                mark == null ? "there was no launcher" : "through pipe:[" + mark.pipeInode() + "]");
        add(
                "the launcher ends only after that",
                launched,
                launched ? "it waits for the message of step 14" : "there was no launcher");
    }

    private void add(String rule, boolean held, String evidence) {
        steps.add(new Step(steps.size() + 1, rule, held, evidence));
    }

    /** The JVM has descriptors of its own; what the launcher's terminal was is what must not be among them. */
    private void descriptors() {
        List<String> terminals = new ArrayList<>();
        for (DescriptorEntry open : self.descriptors().orElse(List.of())) {
            if (open.number() > 2 && open.isTerminal()) {
                terminals.add(open.number() + " -> " + open.target());
            }
        }
        String passed = "passed on: 0, 1, 2"
                + (mark == null || mark.sockets().all() == 0 ? "" : sockets(mark))
                + (mark == null ? "" : ", " + mark.pipe() + " (pipe to the launcher)")
                + (pidFile == null ? "" : ", " + pidFile.lock() + " (pid file's lock)")
                + (mark == null ? "" : reader(mark.output()))
                + (mark == null || mark.errors() == null ? "" : reader(mark.errors()));
        add(
                "no descriptor of the launcher's but 0, 1, 2",
                mark != null && terminals.isEmpty(),
                terminals.isEmpty() ? passed : "of a terminal: " + terminals);
    }

    private static String sockets(Mark mark) {
        int first = PassedSockets.FIRST_NUMBER;
        int last = first + mark.sockets().all() - 1;
        return ", " + first + (last > first ? " to " + last : "") + " (to listen on: "
                + PassedSockets.ofLauncher().joinedNames() + ")";
    }

    private static String reader(Stream stream) {
        return stream.pipe() < 0 ? "" : ", " + stream.pipe() + " (pipe to who reads the output)";
    }

    private void environment() {
        Set<String> meant = new HashSet<>(options.environment().keySet());
        if (mark != null && mark.sockets().all() > 0) {
            meant.add(PassedSockets.COUNT);
            meant.add(PassedSockets.NAMES);
        }
        List<String> foreign =
                new ArrayList<>(ManagerVariables.foreign(System.getenv(), self.pid(), mark != null, meant));
        if (mark != null && System.getenv(CommandLineReplay.DAEMON_VARIABLE) != null) {
            foreign.add(CommandLineReplay.DAEMON_VARIABLE);
        }
        add(
                "the environment is sane",
                foreign.isEmpty(),
                foreign.isEmpty()
                        ? "nothing in it is meant for another process"
                        : "meant for another process: " + String.join(", ", foreign));
    }

    private void standardStreams() {
        StringBuilder seen = new StringBuilder();
        boolean held = true;
        for (DescriptorEntry open : self.descriptors().orElse(List.of())) {
            if (open.number() <= 2) {
                seen.append(open.number()).append(" -> ").append(open.target()).append("; ");
                held &= !open.isTerminal();
            }
        }
        add(
                "0, 1 and 2 are open and no terminal",
                held && seen.length() > 0,
                seen.toString().trim());
    }

    private void workingDirectory() {
        Path asked = options.workingDirectory().orElse(null);
        Path actual = self.workingDirectory().toOptional().orElse(null);
        boolean held = asked == null || (actual != null && SelfCheck.isDirectory(asked, actual, mark));
        add(
                "the working directory is set",
                held,
                actual + (asked == null ? ", kept from the launcher" : ", asked for " + asked));
    }

    private void pidFile() {
        if (pidFile == null) {
            add(
                    "the pid file is written",
                    options.pidFile().isEmpty(),
                    options.pidFile().isEmpty() ? "none was asked for" : "asked for, but not held");
            return;
        }
        long pid = pidFile.pid();
        boolean same = pidFile.namesThis();
        add(
                "the pid file is written",
                same,
                pidFile.path() + (same ? " holds " + pid : " is another file by now") + "; its lock is descriptor "
                        + pidFile.lock());
    }

    private void privileges() {
        String asked = options.user().orElse(null);
        String user = self.user().orElse("");
        long uid = self.status().map(StatusFields::uid).orElse(-1L);
        long effectiveUid = self.status().map(StatusFields::effectiveUid).orElse(-1L);
        boolean held = asked == null || asked.equals(user) || asked.equals(Long.toString(uid));
        add(
                "privileges are dropped where asked for",
                held && uid == effectiveUid,
                "user " + user + (asked == null ? "" : ", asked for " + asked));
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.report;

import io.github.daemon4j.DetachReport;
import io.github.daemon4j.DetachReport.Outcome;
import io.github.daemon4j.DetachReport.Step;
import io.github.daemon4j.Fact;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.Signal;
import io.github.daemon4j.linux.commandline.CommandLineReplay;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.systemd.ManagerVariables;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.spi.DescriptorEntry;
import io.github.daemon4j.spi.ProcessView;
import io.github.daemon4j.spi.StatusFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fifteen steps of daemon(7), "SysV Daemons", against what /proc shows of a process. */
public final class StepReport {

    private final Subject subject;
    private final ProcessView process;
    private final @Nullable Mark mark;
    private final List<Step> steps = new ArrayList<>();

    private StepReport(Subject subject) {
        this.subject = subject;
        process = subject.process();
        mark = subject.mode() == LaunchMode.DETACHED ? subject.mark() : null;
    }

    /** Judges every step. */
    public static DetachReport of(Subject subject) {
        return new StepReport(subject).report();
    }

    private DetachReport report() {
        descriptors();
        signals();
        environment();
        session();
        standardStreams();
        umask();
        workingDirectory();
        add(
                "the pid file is written",
                subject.pidFile().outcome(),
                subject.pidFile().evidence());
        privileges();
        launcher();
        return new DetachReport(steps);
    }

    /** What a step asks for of every process. */
    private void add(String rule, boolean held, String evidence) {
        add(rule, held ? Outcome.HELD : Outcome.NOT_HELD, evidence);
    }

    /** What a step asks for of a process that has nobody who has seen to it. */
    private void addDetaching(String rule, boolean held, String evidence) {
        boolean excused = !held && subject.isSupervised();
        add(
                rule,
                held ? Outcome.HELD : excused ? Outcome.NOT_NEEDED : Outcome.NOT_HELD,
                excused ? evidence + "; it stays what was started (" + subject.mode() + ")" : evidence);
    }

    private void addUnknown(String rule, Fact<?> hidden) {
        String why = hidden.is(Fact.Reason.GONE) ? "it has ended meanwhile" : "only its own user and root may look";
        add(rule, Outcome.UNKNOWN, why);
    }

    private void add(String rule, Outcome outcome, String evidence) {
        steps.add(new Step(steps.size() + 1, rule, outcome, evidence));
    }

    /** The JVM has descriptors of its own; what the launcher's terminal was is what must not be among them. */
    private void descriptors() {
        String rule = "no descriptor of the launcher's but 0, 1, 2";
        Fact<List<DescriptorEntry>> descriptors = process.descriptors();
        if (!descriptors.isKnown()) {
            addUnknown(rule, descriptors);
            return;
        }
        List<String> terminals = new ArrayList<>();
        for (DescriptorEntry open : descriptors.value()) {
            if (open.number() > 2 && open.isTerminal()) {
                terminals.add(open.number() + " -> " + open.target());
            }
        }
        addDetaching(
                rule,
                mark != null && terminals.isEmpty(),
                terminals.isEmpty() ? Subject.passedOn(mark) : "of a terminal: " + terminals);
    }

    private void signals() {
        Fact<? extends StatusFields> status = process.status();
        signals("ignored", status, status.map(StatusFields::ignoredSignals));
        signals("blocked", status, status.map(StatusFields::blockedSignals));
    }

    private void signals(String how, Fact<? extends StatusFields> status, Fact<Long> mask) {
        String rule = "no signal is " + how;
        if (mask.isKnown() && status.value().hasSignals()) {
            Signal.Set signals = new Signal.Set(mask.value());
            addDetaching(rule, signals.isEmpty(), how + ": " + (signals.isEmpty() ? "none" : signals));
        } else {
            addUnknown(rule, status);
        }
    }

    private void environment() {
        String rule = "the environment is sane";
        Fact<Map<String, String>> environment = subject.environment();
        if (!environment.isKnown()) {
            addUnknown(rule, environment);
            return;
        }
        Map<String, String> variables = environment.value();
        Set<String> meant = new HashSet<>(subject.options().environment().keySet());
        if (mark != null && mark.sockets().all() > 0) {
            meant.add(PassedSockets.COUNT);
            meant.add(PassedSockets.NAMES);
        }
        List<String> foreign = new ArrayList<>(ManagerVariables.foreign(variables, process.pid(), mark != null, meant));
        if (mark != null && variables.containsKey(CommandLineReplay.DAEMON_VARIABLE)) {
            foreign.add(CommandLineReplay.DAEMON_VARIABLE);
        }
        add(
                rule,
                foreign.isEmpty(),
                foreign.isEmpty()
                        ? "nothing in it is meant for another process"
                        : "meant for another process: " + String.join(", ", foreign));
    }

    private void session() {
        boolean gone = !subject.isLed();
        boolean member = process.sessionId() != process.pid();
        String leader = gone ? ", whose leader is gone" : ", whose leader is alive";
        String session = "session " + process.sessionId() + (member ? leader : ", led by this process");
        String terminal = process.terminal()
                .map(found -> "controlling terminal " + found.name())
                .orElse("no controlling terminal");
        boolean ownSession = !process.terminal().isKnown() && (gone || !member);
        addDetaching("a first fork", gone || !member, session);
        addDetaching("a session of its own", ownSession, session + "; " + terminal);
        addDetaching(
                "a second fork, so that no terminal can be acquired",
                member && gone,
                "pid " + process.pid() + ", " + session);
        addDetaching(
                "adopted by init or a subreaper",
                gone || !member,
                "parent " + process.parentPid() + (subject.isKept() ? ", its keeper, adopted in its place" : ""));
    }

    private void standardStreams() {
        String rule = "0, 1 and 2 are open and no terminal";
        Fact<List<DescriptorEntry>> descriptors = process.descriptors();
        if (!descriptors.isKnown()) {
            addUnknown(rule, descriptors);
            return;
        }
        StringBuilder seen = new StringBuilder();
        int count = 0;
        boolean terminal = false;
        for (DescriptorEntry open : descriptors.value()) {
            if (open.number() <= 2) {
                seen.append(count++ == 0 ? "" : "; ").append(open.number()).append(" -> ");
                seen.append(open.target());
                terminal |= open.isTerminal();
            }
        }
        addDetaching(rule, count == 3 && !terminal, count == 0 ? "none is open" : seen.toString());
    }

    private void umask() {
        int umask = process.status().map(StatusFields::umask).orElse(-1);
        int asked = subject.options().umask();
        String rule = "the umask is set";
        if (umask < 0) {
            addUnknown(rule, process.status());
        } else {
            addDetaching(
                    rule, umask == asked, "umask " + SystemText.mode(umask) + ", asked for " + SystemText.mode(asked));
        }
    }

    private void workingDirectory() {
        String rule = "the working directory is set";
        Fact<Path> directory = process.workingDirectory();
        if (!directory.isKnown()) {
            addUnknown(rule, directory);
            return;
        }
        Path asked = subject.options().workingDirectory().orElse(null);
        LaunchDirectory from = mark == null ? LaunchDirectory.own() : LaunchDirectory.of(mark.directoryBytes());
        addDetaching(
                rule,
                asked == null || from.leadsTo(asked, directory.value()),
                directory.value() + (asked == null ? ", kept from the launcher" : ", asked for " + asked));
    }

    private void privileges() {
        String rule = "privileges are dropped where asked for";
        Fact<? extends StatusFields> status = process.status();
        if (!status.isKnown() || !status.value().hasCredentials()) {
            addUnknown(rule, status);
            return;
        }
        String asked = subject.options().user().orElse(null);
        String user = process.user().orElse("");
        long uid = status.value().uid();
        boolean held = asked == null || asked.equals(user) || asked.equals(Long.toString(uid));
        add(
                rule,
                held && uid == status.value().effectiveUid(),
                "user " + (user.isEmpty() ? uid : user) + (asked == null ? "" : ", asked for " + asked));
    }

    private void launcher() {
        launcher(
                "the launcher is told when start-up is complete",
                mark == null ? "" : "through pipe:[" + mark.pipeInode() + "]");
        launcher("the launcher ends only after that", "it waits for the message of step 14");
    }

    /** What a launcher does is told by the mark that it has put into the environment. */
    private void launcher(String rule, String evidence) {
        if (mark == null && !subject.environment().isKnown() && !subject.isSupervised()) {
            addUnknown(rule, subject.environment());
        } else {
            addDetaching(rule, mark != null, mark == null ? "there was no launcher" : evidence);
        }
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.DetachReport.Step;
import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.SignalSet;
import io.github.daemon4j.linux.commandline.CommandLineReplay;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.wire.Handshake;
import io.github.daemon4j.spi.ProcessBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fifteen steps of daemon(7), "SysV Daemons", against what /proc shows of this process. */
public final class SelfCheck {

    private final ProcessInfo self;
    private final DaemonOptions options;
    private final @Nullable Handshake handshake;
    private final @Nullable HeldPidFile pidFile;
    private final List<Step> steps = new ArrayList<>();

    private SelfCheck(
            ProcessInfo self, DaemonOptions options, @Nullable Handshake handshake, @Nullable HeldPidFile pidFile) {
        this.self = self;
        this.options = options;
        this.handshake = handshake;
        this.pidFile = pidFile;
    }

    /**
     * What would make this process half a daemon: the steps that only the launcher could have taken.
     *
     * @return null if nothing does
     */
    static @Nullable String problem(OwnState self, Handshake handshake, DaemonOptions options) {
        if (self.hasTerminal()) {
            return "its session " + self.sessionId() + " has a controlling terminal";
        }
        if (self.pid() == self.sessionId() && !handshake.sessionLeader()) {
            return "it leads its session " + self.sessionId();
        }
        SignalSet ignored = self.ignoredSignals();
        if (ignored != null && !ignored.isEmpty()) {
            return "it ignores signals: " + ignored;
        }
        if (self.umask() >= 0 && self.umask() != options.umask()) {
            return "its umask is " + octal(self.umask()) + ", not " + octal(options.umask());
        }
        Path asked = options.workingDirectory().orElse(null);
        Path actual = Path.of(ProcSelf.link("cwd"));
        if (asked != null && !isDirectory(asked, actual, handshake)) {
            return "its working directory is " + actual + ", not " + asked;
        }
        return null;
    }

    /** Looks at every step. */
    public static DetachReport report(
            ProcessBackend processes,
            DaemonOptions options,
            @Nullable Handshake handshake,
            @Nullable HeldPidFile pidFile) {
        return new SelfCheck(processes.current(), options, handshake, pidFile).report(processes);
    }

    private DetachReport report(ProcessBackend processes) {
        boolean leaderGone = processes.find(self.sessionId()).isEmpty();
        boolean member = !self.isSessionLeader();
        String session = "session " + self.sessionId()
                + (member
                        ? leaderGone ? ", whose leader is gone" : ", whose leader is alive"
                        : ", led by this process");
        String terminal = self.terminal().isPresent()
                ? "controlling terminal " + self.terminal().get().name()
                : "no controlling terminal";
        boolean ownSession = self.terminal().isEmpty() && (leaderGone || !member);
        descriptors();
        SignalSet ignored = self.ignoredSignals().orElse(SignalSet.EMPTY);
        add("no signal is ignored", ignored.isEmpty(), "ignored: " + (ignored.isEmpty() ? "none" : ignored));
        SignalSet blocked = self.blockedSignals().orElse(SignalSet.EMPTY);
        add("no signal is blocked", blocked.isEmpty(), "blocked: " + (blocked.isEmpty() ? "none" : blocked));
        environment();
        add("a first fork", leaderGone || !member, session);
        add("a session of its own", ownSession, session + "; " + terminal);
        add(
                "a second fork, so that no terminal can be acquired",
                member && leaderGone,
                "pid " + self.pid() + ", " + session);
        add("adopted by init or a subreaper", leaderGone || !member, "parent " + self.parentPid());
        standardStreams();
        add(
                "the umask is set",
                self.umask() == options.umask(),
                "umask " + octal(self.umask()) + ", asked for " + octal(options.umask()));
        workingDirectory();
        pidFile();
        privileges();
        add(
                "the launcher is told when start-up is complete",
                handshake != null,
                handshake == null ? "there was no launcher" : "through pipe:[" + handshake.pipeInode() + "]");
        add(
                "the launcher ends only after that",
                handshake != null,
                handshake == null ? "there was no launcher" : "it waits for the message of step 14");
        return new DetachReport(steps);
    }

    private void add(String rule, boolean held, String evidence) {
        steps.add(new Step(steps.size() + 1, rule, held, evidence));
    }

    /** The JVM has descriptors of its own; what the launcher's terminal was is what must not be among them. */
    private void descriptors() {
        List<String> terminals = new ArrayList<>();
        for (OpenDescriptor open : self.openDescriptors().orElse(List.of())) {
            if (open.number() > 2 && open.isTerminal()) {
                terminals.add(open.number() + " -> " + open.target());
            }
        }
        String passed = "passed on: 0, 1, 2"
                + (handshake == null ? "" : ", " + handshake.pipe() + " (handshake)")
                + (pidFile == null ? "" : ", " + pidFile.descriptor() + " (pid file's lock)");
        add(
                "no descriptor of the launcher's but 0, 1, 2",
                handshake != null && terminals.isEmpty(),
                terminals.isEmpty() ? passed : "of a terminal: " + terminals);
    }

    private void environment() {
        String variable = handshake == null ? null : System.getenv(CommandLineReplay.DAEMON_VARIABLE);
        add(
                "the environment is sane",
                variable == null,
                variable == null
                        ? "nothing in it is meant for another process"
                        : CommandLineReplay.DAEMON_VARIABLE + " was passed on");
    }

    private void standardStreams() {
        StringBuilder seen = new StringBuilder();
        boolean held = true;
        for (OpenDescriptor open : self.openDescriptors().orElse(List.of())) {
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
        Path actual = self.workingDirectory().orElse(null);
        boolean held = asked == null || (actual != null && isDirectory(asked, actual, handshake));
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
        long pid = HeldPidFile.read(pidFile.path());
        boolean same;
        try {
            same = pidFile.isWhatThePathNames();
        } catch (IOException gone) {
            same = false;
        }
        add(
                "the pid file is written",
                same && pid == self.pid(),
                pidFile.path() + (same ? " holds " + pid : " is another file by now") + "; its lock is descriptor "
                        + pidFile.descriptor());
    }

    private void privileges() {
        String asked = options.user().orElse(null);
        boolean held = asked == null || asked.equals(self.user()) || asked.equals(Long.toString(self.uid()));
        add(
                "privileges are dropped where asked for",
                held && self.uid() == self.effectiveUid(),
                "user " + self.user() + (asked == null ? "" : ", asked for " + asked));
    }

    private static boolean isDirectory(Path asked, Path actual, @Nullable Handshake handshake) {
        Path absolute = handshake == null
                ? asked.toAbsolutePath()
                : new LaunchDirectory(SystemText.decoded(handshake.launchDirectory())).resolve(asked);
        try {
            return actual.equals(absolute) || actual.equals(absolute.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static String octal(int umask) {
        String digits = Integer.toOctalString(umask);
        return "0000".substring(Math.min(4, digits.length())) + digits;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.launch;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.DetachReport.Step;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fifteen steps of daemon(7), "SysV Daemons", against what /proc/self shows. */
final class SelfCheck {

    private SelfCheck() {}

    /**
     * What would make this process half a daemon.
     *
     * @return null if nothing does
     */
    static @Nullable String problem(SelfState self, Handshake handshake, @Nullable String workingDirectory, int umask) {
        if (self.terminal() != 0) {
            return "it has a controlling terminal (tty_nr " + self.terminal() + ")";
        }
        if (self.session() == self.pid() && !handshake.sessionLeader()) {
            return "it leads its session " + self.session();
        }
        if (self.ignoredSignals() != 0) {
            return "signals are ignored (SigIgn " + Long.toHexString(self.ignoredSignals()) + ")";
        }
        if (self.umask() != umask) {
            return "its umask is 0" + Integer.toOctalString(self.umask()) + ", not 0" + Integer.toOctalString(umask);
        }
        if (workingDirectory != null && !self.workingDirectory().equals(workingDirectory)) {
            return "its working directory is " + self.workingDirectory() + ", not " + workingDirectory;
        }
        return null;
    }

    /** Looks at every step. */
    static DetachReport report(
            SelfState self, DaemonOptions options, @Nullable Handshake handshake, @Nullable HeldPidFile pidFile)
            throws IOException {
        Report report = new Report();
        boolean member = self.session() != self.pid();
        String session = "session " + self.session() + (member ? "" : ", led by this process");
        boolean leaderGone = !new File("/proc/" + self.session()).exists();
        report.descriptors(handshake, pidFile);
        report.add(2, "no signal is ignored", self.ignoredSignals() == 0, "SigIgn " + hex(self.ignoredSignals()));
        report.add(3, "no signal is blocked", self.blockedSignals() == 0, "SigBlk " + hex(self.blockedSignals()));
        String markers = handshake == null
                ? "as the process was started with"
                : "as the launcher's, with " + Handshake.VARIABLE + " to know the launcher by";
        report.add(4, "the environment is sane", true, markers);
        report.add(
                5,
                "a first fork",
                handshake != null && leaderGone,
                session + (leaderGone ? ", whose leader is gone" : ""));
        report.add(
                6,
                "a session of its own",
                handshake != null && self.terminal() == 0,
                session + ", tty_nr " + self.terminal());
        report.add(7, "a second fork: no terminal can be acquired", member, "pid " + self.pid() + ", " + session);
        report.add(8, "adopted by init or a subreaper", handshake != null && leaderGone, "parent " + self.parent());
        report.standardStreams();
        report.umask(self, options);
        report.workingDirectory(self, options);
        report.pidFile(pidFile, self.pid());
        String user = options.user().orElse("as the launcher's");
        report.add(13, "privileges are dropped where asked for", true, "user " + user);
        report.add(
                14,
                "the launcher is told when start-up is complete",
                handshake != null,
                handshake == null ? "there was no launcher" : "pipe:[" + handshake.pipeInode() + "]");
        report.add(
                15,
                "the launcher ends after that",
                handshake != null,
                handshake == null ? "there was no launcher" : "it waits for the message of step 14");
        return new DetachReport(report.steps);
    }

    private static String hex(long mask) {
        return String.format("%016x", mask);
    }

    /** Collects the steps. */
    private static final class Report {

        final List<Step> steps = new ArrayList<>();

        void add(int number, String rule, boolean held, String evidence) {
            steps.add(new Step(number, rule, held, evidence));
        }

        /** The JVM opens files of its own (jars, the modules file), so only what came from outside can be told by its kind. */
        void descriptors(@Nullable Handshake handshake, @Nullable HeldPidFile pidFile) throws IOException {
            List<String> strange = new ArrayList<>();
            StringBuilder seen = new StringBuilder();
            File[] open = new File("/proc/self/fd").listFiles();
            for (File descriptor : open == null ? new File[0] : open) {
                int number = Integer.parseInt(descriptor.getName());
                String target = target(number);
                if (number > 2 && (target.startsWith("/dev/tty") || target.startsWith("/dev/pts/"))) {
                    strange.add(number + " -> " + target);
                }
            }
            seen.append("0, 1, 2");
            if (handshake != null) {
                seen.append(", ").append(handshake.pipe()).append(" (handshake)");
            }
            if (pidFile != null) {
                seen.append(", ").append(pidFile.descriptor()).append(" (lock)");
            }
            seen.append(" passed on; the others are this JVM's own");
            add(
                    1,
                    "no descriptor of the launcher but 0, 1, 2",
                    strange.isEmpty() && handshake != null,
                    strange.isEmpty() ? seen.toString() : strange.toString());
        }

        void standardStreams() {
            String in = target(0);
            boolean terminal = false;
            for (int i = 0; i < 3; i++) {
                terminal |= target(i).startsWith("/dev/pts/") || target(i).startsWith("/dev/tty");
            }
            add(
                    9,
                    "standard streams are not the terminal",
                    in.equals("/dev/null") && !terminal,
                    "0 -> " + in + ", 1 -> " + target(1) + ", 2 -> " + target(2));
        }

        void umask(SelfState self, DaemonOptions options) {
            add(
                    10,
                    "the umask is set",
                    self.umask() == options.umask(),
                    "umask 0" + Integer.toOctalString(self.umask()) + ", asked for 0"
                            + Integer.toOctalString(options.umask()));
        }

        void workingDirectory(SelfState self, DaemonOptions options) {
            Path asked = options.workingDirectory().orElse(null);
            boolean held =
                    asked == null || !asked.isAbsolute() || asked.toString().equals(self.workingDirectory());
            add(
                    11,
                    "the working directory is set",
                    held,
                    self.workingDirectory() + (asked == null ? ", kept from the launcher" : ", asked for " + asked));
        }

        void pidFile(@Nullable HeldPidFile pidFile, long pid) throws IOException {
            if (pidFile == null) {
                add(12, "the pid file is written", true, "none was asked for");
                return;
            }
            boolean held = pidFile.isWhatThePathNames() && HeldPidFile.read(pidFile.path()) == pid;
            add(
                    12,
                    "the pid file is written",
                    held,
                    pidFile.path() + " holds " + HeldPidFile.read(pidFile.path()) + ", locked by descriptor "
                            + pidFile.descriptor());
        }

        private static String target(int descriptor) {
            try {
                return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                        .toString();
            } catch (IOException closed) {
                return "closed";
            }
        }
    }
}

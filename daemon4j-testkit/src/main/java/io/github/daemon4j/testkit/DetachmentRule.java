/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.Fact;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What of daemon(7) can be seen on a process alone, without knowing how it was launched. */
enum DetachmentRule {
    DEFAULT_SIGNALS(
            "to ignore none of HUP, INT, QUIT and TERM",
            "daemon(7) step 2: reset all signal handlers. An ignored signal survives fork and exec, and a JVM never takes it back: it cannot be stopped or reloaded.",
            "it was started under nohup, under trap '', or with & in a script, which ignores INT and QUIT.",
            DetachmentRule::ignoredSignals),
    EMPTY_MASK(
            "to block no signal",
            "daemon(7) step 3: reset the signal mask. It survives fork and exec.",
            "it was started by a program that blocks signals; a JDK 17 hands its blocked QUIT to every child.",
            process -> process.signals()
                    .map(signals -> new Signal.Set(signals.blocked().bits() & 0x7fffffffL))
                    .map(set -> set.isEmpty() ? "" : "it blocks " + set)
                    .orElseGet(why -> unknown(process, ProcessFile.STATUS, why))),
    NO_CONTROLLING_TERMINAL(
            "to have no controlling terminal",
            "daemon(7) step 6: setsid() leaves the terminal of the launcher; with it go Ctrl-C and the hang-up.",
            "it was started with & or nohup, which stay in the session of the shell.",
            process -> process.terminal()
                    .map(terminal -> "its terminal is " + terminal.name() + ", session " + process.sessionId())
                    .orElseGet(why -> why == Reason.NONE ? "" : unknown(process, ProcessFile.STAT, why))),
    NO_SESSION_LEADER(
            "not to lead its session",
            "daemon(7) step 7: fork again, so that it can never acquire a terminal: a session leader does by opening one, and a JVM opens files without O_NOCTTY.",
            "it was started with setsid --fork or daemon(3), which fork once.",
            process -> process.isSessionLeader() ? "session " + process.sessionId() + " is its own" : ""),
    ORPHANED(
            "to have left the session and the care of its launcher",
            "daemon(7) step 8: exit in the first child, so that the daemon is adopted.",
            "the launcher did not end, or the process never left the launcher's session.",
            DetachmentRule::launcherStillThere),
    STANDARD_STREAMS(
            "to have 0, 1 and 2 open, 0 on /dev/null, and no descriptor on a terminal",
            "daemon(7) step 9: connect /dev/null to 0, 1 and 2. What is left closed there is taken by the next file opened.",
            "the redirections </dev/null >log 2>&1 were forgotten, or the descriptors were closed instead.",
            DetachmentRule::standardStreams);

    private final String expected;
    private final String rule;
    private final String mistake;

    @SuppressWarnings("ImmutableEnumChecker") // Its values are lambdas and method references without state.
    private final Function<ProcessInfo, String> violation;

    DetachmentRule(String expected, String rule, String mistake, Function<ProcessInfo, String> violation) {
        this.expected = expected;
        this.rule = rule;
        this.mistake = mistake;
        this.violation = violation;
    }

    /** Empty if the rule holds. What cannot be read does not hold. */
    Optional<Explanation> check(ProcessInfo process) {
        String actual = violation.apply(process);
        return actual.isEmpty() ? Optional.empty() : Optional.of(new Explanation(expected, actual, rule, mistake));
    }

    static Optional<Explanation> checkWorkingDirectory(ProcessInfo process, Path expected) {
        Fact<Path> actual = process.workingDirectory();
        return actual.map(expected::equals).orElse(false)
                ? Optional.empty()
                : Optional.of(new Explanation(
                        "to work in " + expected,
                        actual.map(path -> "its working directory is " + path)
                                .orElseGet(why -> unknown(process, ProcessFile.WORKING_DIRECTORY, why)),
                        "daemon(7) step 11: change the directory to /, so that the daemon keeps no file system from being unmounted.",
                        "the directory of the shell was inherited."));
    }

    static String unknown(ProcessInfo process, ProcessFile file, Reason why) {
        return "that is not known: /proc/" + process.pid() + "/" + file.fileName() + " is " + why;
    }

    private static String ignoredSignals(ProcessInfo process) {
        return process.signals()
                .map(signals -> ignoredOfTerminal(signals.ignored()))
                .map(found -> found.isEmpty() ? "" : "it ignores " + found)
                .orElseGet(why -> unknown(process, ProcessFile.STATUS, why));
    }

    private static List<Signal> ignoredOfTerminal(Signal.Set ignored) {
        List<Signal> found = new ArrayList<>();
        for (Signal signal : List.of(Signal.HUP, Signal.INT, Signal.QUIT, Signal.TERM)) {
            if (ignored.contains(signal)) {
                found.add(signal);
            }
        }
        return found;
    }

    private static String launcherStillThere(ProcessInfo process) {
        if (process.parentPid() == ProcessHandle.current().pid()) {
            return "its parent is this test's JVM, which started it";
        }
        ProcessRole.Evidence evidence = process.roleEvidence();
        if (evidence.sessionLeader() == ProcessRole.SessionLeader.SELF) {
            return "";
        }
        if (evidence.sessionLeader() != ProcessRole.SessionLeader.GONE) {
            return "the leader of its session " + process.sessionId() + " is " + evidence.sessionLeader();
        }
        return process.parent()
                .filter(parent -> parent.sessionId() == process.sessionId())
                .map(parent -> "its parent " + parent.pid() + " is of the same session " + process.sessionId())
                .orElse("");
    }

    private static String standardStreams(ProcessInfo process) {
        return process.descriptors()
                .map(DetachmentRule::standardStreams)
                .orElseGet(why -> unknown(process, ProcessFile.DESCRIPTORS, why));
    }

    private static String standardStreams(List<OpenDescriptor> descriptors) {
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            int wanted = number;
            if (descriptors.stream().noneMatch(descriptor -> descriptor.number() == wanted)) {
                wrong.add(number + " is closed");
            }
        }
        for (OpenDescriptor descriptor : descriptors) {
            boolean input = descriptor.number() == 0 && !descriptor.target().equals("/dev/null");
            if (input || descriptor.isTerminal()) {
                wrong.add(descriptor.toString());
            }
        }
        return wrong.isEmpty() ? "" : "its descriptors are wrong: " + String.join(", ", wrong);
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.Credentials;
import io.github.daemon4j.Fact;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on any process, one's own or not. A failure says what was seen, which rule is broken, and how that usually
 * happens. Facts that cannot be read make an assertion fail, and say so.
 */
public final class ProcessInfoAssert extends AbstractAssert<ProcessInfoAssert, ProcessInfo> {

    private static final Duration LONG_ENOUGH_TO_DIE = Duration.ofMillis(500);

    private final @Nullable Transcript transcript;

    ProcessInfoAssert(ProcessInfo actual, @Nullable Transcript transcript) {
        super(actual, ProcessInfoAssert.class);
        this.transcript = transcript;
    }

    /**
     * Verifies all of daemon(7) that shows on the process, and reports all misses together: no signal ignored or blocked, no
     * controlling terminal, no session leader, adopted, descriptors 0 to 2 as they should be, working directory {@code /}.
     *
     * @return this
     * @throws AssertionError if one of these does not hold
     */
    public ProcessInfoAssert isDetached() {
        return isDetachedIn(Path.of("/"));
    }

    /**
     * Verifies the same as {@link #isDetached()} of a daemon that works in another directory.
     *
     * @param workingDirectory where it is to work
     * @return this
     * @throws AssertionError if one rule does not hold
     */
    public ProcessInfoAssert isDetachedIn(Path workingDirectory) {
        isNotNull();
        List<String> misses = new ArrayList<>();
        for (DetachmentRule rule : DetachmentRule.values()) {
            rule.check(actual).map(Explanation::toString).ifPresent(misses::add);
        }
        DetachmentRule.checkWorkingDirectory(actual, workingDirectory)
                .map(Explanation::toString)
                .ifPresent(misses::add);
        if (!misses.isEmpty()) {
            int rules = DetachmentRule.values().length + 1;
            fail("to be detached, but " + misses.size() + " of " + rules + " rules do not hold:\n- "
                    + String.join("\n- ", misses));
        }
        return this;
    }

    /**
     * Verifies that it has no controlling terminal.
     *
     * @return this
     * @throws AssertionError if it has one
     */
    public ProcessInfoAssert hasNoControllingTerminal() {
        return follows(DetachmentRule.NO_CONTROLLING_TERMINAL);
    }

    /**
     * Verifies that a terminal is its controlling terminal.
     *
     * @param path the device, such as {@code /dev/pts/3}
     * @return this
     * @throws AssertionError if it has none or another one
     */
    public ProcessInfoAssert hasControllingTerminal(Path path) {
        isNotNull();
        return holds(
                actual.terminal().map(terminal -> terminal.path().equals(path)).orElse(false),
                "to have the controlling terminal " + path,
                actual.terminal()
                        .map(terminal -> "it has " + terminal.path())
                        .orElseGet(why -> why == Reason.NONE
                                ? "it has none"
                                : DetachmentRule.unknown(actual, ProcessFile.STAT, why)),
                "credentials(7): a session has one terminal at most, acquired by its leader.",
                "it was started elsewhere, or has left the session.");
    }

    /**
     * Verifies that it does not lead its session, and so cannot acquire a terminal.
     *
     * @return this
     * @throws AssertionError if it does
     */
    public ProcessInfoAssert isNotSessionLeader() {
        return follows(DetachmentRule.NO_SESSION_LEADER);
    }

    /**
     * Verifies that it leads its session.
     *
     * @return this
     * @throws AssertionError if it does not
     */
    public ProcessInfoAssert isSessionLeader() {
        isNotNull();
        return hasSession(actual.pid());
    }

    /**
     * Verifies which session it is in.
     *
     * @param session the session's id
     * @return this
     * @throws AssertionError if it is in another one
     */
    public ProcessInfoAssert hasSession(long session) {
        isNotNull();
        return holds(
                actual.sessionId() == session,
                "to be in session " + session,
                "its session is " + actual.sessionId() + ", " + nameOf(actual.sessionId()),
                "setsid(2): the session's id is the pid of the process that made it.",
                "setsid was called in another process than thought, or not at all.");
    }

    /**
     * Verifies that it is in another session.
     *
     * @param session the id of the session it should have left
     * @return this
     * @throws AssertionError if it is in that one
     */
    public ProcessInfoAssert isNotInSession(long session) {
        isNotNull();
        return holds(
                actual.sessionId() != session,
                "to have left session " + session,
                "it is still in it",
                "daemon(7) step 6: setsid() makes the daemon a session of its own.",
                "it was started with & or nohup, which stay in the session of the shell.");
    }

    /**
     * Verifies which process group it is in.
     *
     * @param group the group's id
     * @return this
     * @throws AssertionError if it is in another one
     */
    public ProcessInfoAssert hasProcessGroup(long group) {
        isNotNull();
        return holds(
                actual.processGroupId() == group,
                "to be in process group " + group,
                "its group is " + actual.processGroupId() + ", " + nameOf(actual.processGroupId()),
                "setpgid(2): Ctrl-C and job control reach the whole group.",
                "the shell has no job control (a script), or the process has changed its group.");
    }

    /**
     * Verifies that its parent is another process.
     *
     * @param pid who should not be its parent
     * @return this
     * @throws AssertionError if that is its parent
     */
    public ProcessInfoAssert isNotChildOf(long pid) {
        isNotNull();
        return holds(
                actual.parentPid() != pid,
                "not to be a child of " + pid,
                "it is: " + nameOf(pid),
                "daemon(7) step 8: exit in the first child, so that the daemon is adopted.",
                "the launcher did not end.");
    }

    /**
     * Verifies that it was adopted: the leader of its session has ended (or is itself), and its parent is of another session.
     * Who adopted it, process 1 or a subreaper, does not matter.
     *
     * @return this
     * @throws AssertionError if its launcher still has it
     */
    public ProcessInfoAssert isOrphaned() {
        return follows(DetachmentRule.ORPHANED);
    }

    /**
     * Verifies the file mode creation mask.
     *
     * @param umask the mask, an octal literal such as {@code 027}
     * @return this
     * @throws AssertionError if it is another one
     */
    public ProcessInfoAssert hasUmask(int umask) {
        isNotNull();
        return holds(
                actual.umask().map(found -> found == umask).orElse(false),
                "to have the umask " + octal(umask),
                actual.umask()
                        .map(found -> "its umask is " + octal(found))
                        .orElseGet(why -> DetachmentRule.unknown(actual, ProcessFile.STATUS, why)),
                "daemon(7) step 10: reset the umask. 0 lets everybody write what the daemon creates without a mode of its own.",
                "the umask of the shell was inherited, or a daemonizer set 0 as the old books say.");
    }

    /**
     * Verifies as whom it works, for good: real, effective and saved user id are the user's, and no group is root's unless the
     * user is.
     *
     * @param user the user's name
     * @return this
     * @throws AssertionError if not
     */
    public ProcessInfoAssert runsAs(String user) {
        isNotNull();
        Fact<Credentials> credentials = actual.credentials();
        String name = actual.user().orElse("?");
        return holds(
                name.equals(user)
                        && credentials.map(ProcessInfoAssert::areForGood).orElse(false),
                "to run as " + user,
                credentials
                        .map(ids -> "its user ids are " + ids.uid() + " (real), " + ids.effectiveUid() + " (effective, "
                                + name + "), " + ids.savedUid() + " (saved), its groups " + groups(ids))
                        .orElseGet(why -> DetachmentRule.unknown(actual, ProcessFile.STATUS, why)),
                "daemon(7) step 13: drop privileges. A saved user id of 0 takes them back; a group of root's is one.",
                "seteuid() was called for setuid(), or setgroups() was forgotten.");
    }

    private static boolean areForGood(Credentials ids) {
        boolean oneUser = ids.uid() == ids.effectiveUid() && ids.savedUid() == ids.effectiveUid();
        return oneUser && (ids.uid() == 0 || !groups(ids).contains(0L));
    }

    private static List<Long> groups(Credentials ids) {
        List<Long> groups = new ArrayList<>(List.of(ids.gid(), ids.effectiveGid(), ids.savedGid()));
        groups.addAll(ids.supplementaryGroups());
        return groups;
    }

    /**
     * Verifies the working directory.
     *
     * @param directory the directory
     * @return this
     * @throws AssertionError if it is another one
     */
    public ProcessInfoAssert hasWorkingDirectory(Path directory) {
        isNotNull();
        DetachmentRule.checkWorkingDirectory(actual, directory).ifPresent(this::fail);
        return this;
    }

    /**
     * Verifies that 0, 1 and 2 are open, 0 on {@code /dev/null}, and that no descriptor is on a terminal.
     *
     * @return this
     * @throws AssertionError if not
     */
    public ProcessInfoAssert hasItsStandardStreamsDetached() {
        return follows(DetachmentRule.STANDARD_STREAMS);
    }

    /**
     * Verifies which descriptors are open.
     *
     * @param numbers the descriptors, all of them
     * @return this
     * @throws AssertionError if one is missing or there are others
     */
    public ProcessInfoAssert holdsOnlyDescriptors(int... numbers) {
        isNotNull();
        Set<Integer> expected = new TreeSet<>();
        Arrays.stream(numbers).forEach(expected::add);
        Fact<List<OpenDescriptor>> open = actual.descriptors();
        return holds(
                open.map(all -> all.stream().map(OpenDescriptor::number).collect(Collectors.toSet()))
                        .map(expected::equals)
                        .orElse(false),
                "to hold only the descriptors " + expected,
                open.map(all -> "it holds " + all)
                        .orElseGet(why -> DetachmentRule.unknown(actual, ProcessFile.DESCRIPTORS, why)),
                "daemon(7) step 1: close all descriptors but 0, 1 and 2.",
                "the launcher's files, sockets and locks were inherited: few are close-on-exec.");
    }

    /**
     * Verifies that a file is open on no descriptor.
     *
     * @param file the file
     * @return this
     * @throws AssertionError if it is
     */
    public ProcessInfoAssert doesNotHold(Path file) {
        isNotNull();
        Fact<List<OpenDescriptor>> open = actual.descriptors();
        Path named = asTheKernelNamesIt(file);
        return holds(
                open.map(all -> all.stream()
                                .noneMatch(descriptor ->
                                        descriptor.path().filter(named::equals).isPresent()))
                        .orElse(false),
                "not to hold " + file + " open",
                open.map(all -> "it holds " + all)
                        .orElseGet(why -> DetachmentRule.unknown(actual, ProcessFile.DESCRIPTORS, why)),
                "daemon(7) step 1: close all descriptors but 0, 1 and 2.",
                "it was inherited from the launcher or its shell.");
    }

    private static Path asTheKernelNamesIt(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath(); // gone, or never there
        }
    }

    /**
     * Verifies that it ignores none of HUP, INT, QUIT and TERM.
     *
     * @return this
     * @throws AssertionError if it does
     */
    public ProcessInfoAssert ignoresNoSignal() {
        return follows(DetachmentRule.DEFAULT_SIGNALS);
    }

    /**
     * Verifies that its main thread blocks none of the signals 1 to 31.
     *
     * @return this
     * @throws AssertionError if it does
     */
    public ProcessInfoAssert blocksNoSignal() {
        return follows(DetachmentRule.EMPTY_MASK);
    }

    /**
     * Verifies what it is to its terminal.
     *
     * @param role the role
     * @return this
     * @throws AssertionError if it has another one; the message has the evidence
     */
    public ProcessInfoAssert hasRole(ProcessRole role) {
        isNotNull();
        return holds(
                actual.role() == role,
                "to have the role " + role,
                "its role is " + actual.role() + ": " + actual.explainRole(),
                "terminal, foreground group and session decide, not the parent's pid.",
                "& makes a background job, not a daemon.");
    }

    /**
     * Verifies how exactly it has its role.
     *
     * @param kind the kind
     * @return this
     * @throws AssertionError if it is another one; the message has the evidence
     */
    public ProcessInfoAssert hasRoleKind(ProcessRole.Kind kind) {
        isNotNull();
        return holds(
                actual.roleEvidence().kind() == kind,
                "to be " + kind,
                "it is " + actual.roleEvidence().kind() + ": " + actual.explainRole(),
                "a process without a terminal got there in one of four ways.",
                "one fork gives a session leader, none a hung-up job.");
    }

    /**
     * Verifies that it is the very process: pid and start time.
     *
     * @param other the other look at it
     * @return this
     * @throws AssertionError if it is another one
     */
    public ProcessInfoAssert isSameProcessAs(ProcessInfo other) {
        isNotNull();
        return holds(
                actual.isSameProcessAs(other),
                "to be the same process as " + name(other) + " started at tick " + other.startTicks(),
                "it started at tick " + actual.startTicks(),
                "pids are used again: the start time is a part of a process's identity.",
                "the server was restarted in between.");
    }

    /**
     * Verifies that it runs now.
     *
     * @return this
     * @throws AssertionError if it has ended
     */
    public ProcessInfoAssert isAlive() {
        isNotNull();
        return holds(
                actual.isAlive(),
                "to be alive",
                "it has ended",
                "a zombie has ended, too.",
                "it got a signal, or failed: see what it said.");
    }

    /**
     * Verifies that it has ended.
     *
     * @return this
     * @throws AssertionError if it runs
     */
    public ProcessInfoAssert hasEnded() {
        isNotNull();
        return holds(
                !actual.isAlive(),
                "to have ended",
                "it runs",
                "a zombie counts as ended.",
                "the signal was ignored, or its end takes longer: wait with awaitEnd().");
    }

    /**
     * Verifies that an event does not end the process: it lives half a second later, and shows no sign of coming to its end. A
     * signal that it has not taken note of yet, because it is suspended, is one, and in a JVM a thread that handles a signal; while
     * there is one the process is watched on, for 30 seconds at most. While a thread of it computes, it is watched for three.
     *
     * @param event what happens, such as {@code terminal::hangUp}
     * @return this
     * @throws AssertionError if it ends, or is still about to
     */
    public ProcessInfoAssert survives(Runnable event) {
        return survives(event, LONG_ENOUGH_TO_DIE);
    }

    /**
     * Verifies the same as {@link #survives(Runnable)} of a process that takes its time to end, in a way that does not show.
     *
     * @param event what happens
     * @param least how long it has to live then at least
     * @return this
     * @throws AssertionError if it ends, or is still about to
     */
    public ProcessInfoAssert survives(Runnable event, Duration least) {
        isNotNull();
        isAlive();
        event.run();
        String loss = new Survival(actual).lossWithin(least);
        return holds(
                loss == null,
                "to survive",
                String.valueOf(loss),
                "a daemon belongs to no terminal and to no launcher.",
                "it still was in the session of the shell, or wrote to the lost terminal.");
    }

    /**
     * Verifies the same as {@link #survives(Runnable)}, and that the process still does its work then.
     *
     * @param event what happens
     * @param what its work in words, as "answers at /health"
     * @param probe whether it does it; asked once, when the process was watched
     * @return this
     * @throws AssertionError if it ends, is still about to, or the probe fails
     */
    public ProcessInfoAssert survives(Runnable event, String what, BooleanSupplier probe) {
        survives(event);
        return holds(
                probe.getAsBoolean(),
                "to survive, so that it " + what,
                "it lives, and does not",
                "a process that lives need not serve.",
                "what it served with belonged to the terminal or to its launcher.");
    }

    /**
     * Verifies that it accepts TCP connections on a port: a listening socket is among its descriptors.
     *
     * @param port the port
     * @return this
     * @throws AssertionError if nobody listens there, or another process does
     */
    public ProcessInfoAssert isListeningOn(int port) {
        isNotNull();
        Fact<List<InetSocketAddress>> listening = actual.listening();
        boolean own = listening.orElse(List.of()).stream().anyMatch(address -> address.getPort() == port);
        return holds(
                own,
                "to listen on port " + port,
                own
                        ? "it does"
                        : listening
                                .map(others -> whoListens(port))
                                .orElseGet(why -> DetachmentRule.unknown(actual, ProcessFile.DESCRIPTORS, why)),
                "a server is ready when its port is open.",
                "the launcher returned before the server was ready, or an old server holds the port.");
    }

    private static String whoListens(int port) {
        return Readiness.listening(port).look().isReady()
                ? "another process does"
                : "nobody does at the loopback address";
    }

    /**
     * Goes on with the parent.
     *
     * @return assertions on the parent
     * @throws AssertionError if there is none to be seen
     */
    @CheckReturnValue
    public ProcessInfoAssert parent() {
        isNotNull();
        Optional<ProcessInfo> parent = actual.parent();
        holds(
                parent.isPresent(),
                "to have a parent",
                "none is seen",
                "the parent of a process outside of this pid namespace is 0.",
                "it has ended.");
        return new ProcessInfoAssert(parent.orElseThrow(), transcript);
    }

    private ProcessInfoAssert follows(DetachmentRule rule) {
        isNotNull();
        rule.check(actual).ifPresent(this::fail);
        return this;
    }

    private ProcessInfoAssert holds(boolean condition, String expected, String seen, String rule, String mistake) {
        if (!condition) {
            fail(new Explanation(expected, seen, rule, mistake));
        }
        return this;
    }

    private void fail(Object explanation) {
        String seen = transcript == null ? "" : "\nTranscript:\n" + transcript;
        failWithMessage("%s", "Expecting " + name(actual) + "\n" + explanation + seen);
    }

    private static String name(ProcessInfo process) {
        List<String> commandLine = process.commandLine().orElse(List.of());
        String command = commandLine.isEmpty() ? process.command() : String.join(" ", commandLine);
        return "process " + process.pid() + " (" + command + ")";
    }

    private static String nameOf(long pid) {
        return ProcessInfo.of(pid).map(ProcessInfoAssert::name).orElse("whose leader has ended");
    }

    private static String octal(int umask) {
        String digits = Integer.toOctalString(umask);
        return "0".repeat(Math.max(0, 3 - digits.length())) + digits;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Owns every process that is started in it and all their descendants, reparented ones included, and ends them. A
 * {@link DaemonTest} has one per test; without JUnit it is opened by hand:
 *
 * <pre>{@code
 * try (ProcessScope scope = ProcessScope.open()) {
 *     ChildJvm launcher = scope.jvm(Server.class).arguments("start").start();
 *     ObservedProcess daemon = launcher.awaitDetached();
 * }
 * }</pre>
 *
 * <p>A descendant is known by a mark in its environment ({@code DAEMON4J_TESTKIT_ID}), by its session, by a session
 * one of the marked ones was in, or by its control group, where the test may make one (cgroups(7), version 2: as root, or
 * below a delegated group). Where it may not, a process that clears its environment and leaves its session escapes.
 *
 * <p>Closing the scope ends the children and the processes found with {@code await…}, with all that stayed in their
 * sessions. Whatever else still runs is a leak: it is ended as well, and {@code close} throws.
 */
public final class ProcessScope implements AutoCloseable {

    private static final String MARKER = "DAEMON4J_TESTKIT_ID";
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    /** For what ends by itself because its terminal, its parent or its server has. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final String id = UUID.randomUUID().toString();
    private final Duration timeout;
    private final AtomicInteger children = new AtomicInteger();
    private final List<Transcript> transcripts = new CopyOnWriteArrayList<>();
    private final List<PtyTerminal> terminals = new CopyOnWriteArrayList<>();
    private final List<ObservedProcess> owned = new CopyOnWriteArrayList<>();
    private final Set<Long> sessions = ConcurrentHashMap.newKeySet();
    private final Optional<ControlGroup> controlGroup = ControlGroup.create("daemon4j-testkit-" + id);
    /** When the first child started: whoever is older descends from none of them, and need not be looked at. */
    private final AtomicLong firstStart = new AtomicLong(Long.MAX_VALUE);

    private final ScopeDirectory directory = new ScopeDirectory();
    private boolean closed;

    private ProcessScope(Duration timeout) {
        this.timeout = Launch.requirePositive(timeout);
    }

    /** {@return a new scope whose waits last 30 seconds at most} */
    public static ProcessScope open() {
        return open(DEFAULT_TIMEOUT);
    }

    /**
     * Opens a scope.
     *
     * @param timeout how long its waits last at most
     * @return the new scope
     */
    public static ProcessScope open(Duration timeout) {
        ProcessScope scope = new ProcessScope(timeout);
        OpenScopes.add(scope);
        return scope;
    }

    /** {@return how long a wait without its own limit lasts at most} */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Prepares a child JVM with the class path and the Java of the test. What it runs is still to be said.
     *
     * @return a builder
     */
    public ChildJvm.Builder jvm() {
        return new ChildJvm.Builder(this);
    }

    /**
     * Prepares a child JVM with the class path and the Java of the test. If the class is in a named module, the child has the
     * test's module path too and starts that module.
     *
     * @param mainClass the class whose main method runs
     * @return a builder
     */
    public ChildJvm.Builder jvm(Class<?> mainClass) {
        return jvm().mainClass(mainClass);
    }

    /**
     * Prepares a child JVM with the class path and the Java of the test.
     *
     * @param mainClass the binary name of the class whose main method runs
     * @return a builder
     */
    public ChildJvm.Builder jvm(String mainClass) {
        return jvm().mainClass(mainClass);
    }

    /**
     * Prepares any program as a child.
     *
     * @param command the program, looked up on the PATH, and its arguments
     * @return a builder
     */
    public CommandBuilder command(String... command) {
        return new CommandBuilder(this, List.of(command));
    }

    /** {@return a new terminal of 80 columns and 24 rows} */
    public PtyTerminal terminal() {
        return terminal(80, 24);
    }

    /**
     * Opens a terminal.
     *
     * @param columns its width in characters
     * @param rows its height in lines
     * @return the new terminal, on which nothing runs yet
     */
    public PtyTerminal terminal(int columns, int rows) {
        PtyTerminal terminal = new PtyTerminal(this, columns, rows);
        terminals.add(terminal);
        return terminal;
    }

    /**
     * Returns a place for the pid file of the test's server: an absolute path in a temporary directory that is removed with
     * the scope, when its processes have ended.
     *
     * @return the path of a file that the kit does not make, always the same
     */
    public Path pidFile() {
        return directory.pidFile();
    }

    /**
     * Returns a place for the log of the test's server, beside the {@link #pidFile}. Messages of the kit show its last lines.
     *
     * @return the path of a file that the kit does not make, always the same
     */
    public Path logFile() {
        return directory.logFile();
    }

    /** {@return what was said on the terminals and by the children of this scope, in the order they were started} */
    public List<Transcript> transcripts() {
        return List.copyOf(transcripts);
    }

    Transcript newTranscript() {
        Transcript transcript = new Transcript();
        transcripts.add(transcript);
        return transcript;
    }

    String nextMarker() {
        return MARKER + "=" + id + "." + children.incrementAndGet();
    }

    /** Puts a new child into a control group of its own; before anything else, as it runs already. */
    Optional<ControlGroup> enroll(Stat child, String marker) {
        firstStart.accumulateAndGet(child.startTicks(), Math::min);
        sessions.add(child.pid());
        Optional<ControlGroup> own =
                controlGroup.flatMap(group -> group.createBelow(marker.substring(marker.lastIndexOf('.') + 1)));
        own.ifPresent(group -> group.add(child.pid()));
        return own;
    }

    void own(ChildProcess child) {
        owned.add(child);
    }

    ObservedProcess awaitDetached(ChildProcess child) {
        List<ObservedProcess> last = new ArrayList<>();
        return await(child, "become detached", () -> {
            Optional<Stat> candidate = detached(child);
            // The intermediate process of a double fork looks detached for a moment: it is not there a second time.
            Optional<ObservedProcess> settled = candidate.flatMap(
                    stat -> last.stream().filter(seen -> seen.is(stat)).findFirst());
            last.clear();
            candidate
                    .flatMap(stat -> ObservedProcess.of(this, stat, child.transcript()))
                    .ifPresent(last::add);
            return settled;
        });
    }

    private Optional<Stat> detached(ChildProcess child) {
        List<Stat> family = family(child);
        return family.stream()
                .filter(stat -> stat.session() != child.pid())
                .filter(stat -> family.stream().noneMatch(other -> other.pid() == stat.parent()))
                .findFirst();
    }

    ObservedProcess awaitDescendant(ChildProcess child, String what, Predicate<ObservedProcess> condition) {
        return await(
                child,
                what,
                () -> family(child).stream()
                        .flatMap(stat -> ObservedProcess.of(this, stat, child.transcript()).stream())
                        .filter(condition)
                        .findFirst());
    }

    private interface Search {
        Optional<ObservedProcess> look();
    }

    private ObservedProcess await(ChildProcess child, String what, Search search) {
        Deadline deadline = Deadline.after(timeout);
        List<ObservedProcess> found = new ArrayList<>();
        if (!deadline.await(() -> search.look().map(found::add).orElse(false))) {
            throw new AssertionError("No process started by " + String.join(" ", child.command()) + " was seen to "
                    + what + " " + deadline + ".\n" + describe() + "Seen so far:\n" + child.transcript());
        }
        owned.add(found.get(0));
        return found.get(0);
    }

    /** The live processes that carry the child's mark or are in its control group, the child included. */
    private static List<Stat> family(ChildProcess child) {
        String exactMarker = child.marker() + "\0";
        Set<Long> grouped = members(child.controlGroup());
        return aliveSince(child.startTicks())
                .filter(stat -> grouped.contains(stat.pid()) || ProcFs.environmentHas(stat.pid(), exactMarker))
                .toList();
    }

    private static Stream<Stat> aliveSince(long startTicks) {
        return ProcFs.processes().stream().filter(Stat::isAlive).filter(stat -> stat.startTicks() >= startTicks);
    }

    private static Set<Long> members(Optional<ControlGroup> group) {
        return group.map(ControlGroup::members).orElse(Set.of());
    }

    /** The live processes of this scope. */
    private List<Stat> members() {
        List<Stat> all = aliveSince(firstStart.get()).toList();
        Set<Long> known = new HashSet<>(members(controlGroup));
        long own = ProcFs.stat(ProcessHandle.current().pid()).map(Stat::session).orElse(0L);
        for (Stat stat : all) {
            if (known.contains(stat.pid()) || ProcFs.environmentHas(stat.pid(), MARKER + "=" + id + ".")) {
                known.add(stat.pid());
                if (stat.session() != own) {
                    sessions.add(stat.session());
                }
            }
        }
        return all.stream()
                .filter(stat -> known.contains(stat.pid()) || sessions.contains(stat.session()))
                .toList();
    }

    /** A table of the live processes of this scope and their log, for messages. */
    String describe() {
        return describe(members());
    }

    private String describe(List<Stat> processes) {
        StringBuilder table = new StringBuilder("Processes of this test:\n");
        if (processes.isEmpty()) {
            table.append("  (none is alive)\n");
        } else {
            appendRows(table, processes);
        }
        return table.append(directory.describeLog()).toString();
    }

    private static void appendRows(StringBuilder table, List<Stat> processes) {
        table.append("      PID    PPID    PGID     SID TTY S COMMAND\n");
        processes.stream()
                .sorted(Comparator.comparingLong(Stat::startTicks))
                .forEach(stat -> table.append(String.format(
                        Locale.ROOT,
                        "  %7d %7d %7d %7d %3s %s %s%n",
                        stat.pid(),
                        stat.parent(),
                        stat.group(),
                        stat.session(),
                        stat.terminal() == 0 ? "no" : "yes",
                        stat.state(),
                        ProcFs.commandLine(stat.pid()))));
    }

    /**
     * Ends every process of the scope. Does nothing the second time.
     *
     * @throws LeakedProcessesError if there were others than the children, the processes the test had found, and what
     *     stayed in their sessions; they are ended nevertheless
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // A test runner's time limit interrupts the thread: that must not cut the clean-up short.
        boolean interrupted = Thread.interrupted();
        List<Stat> leaked;
        String table;
        try {
            leaked = endOwned();
            table = describe(leaked);
            if (!leaked.isEmpty()) {
                killAll(stat -> true);
            }
            removeControlGroup();
            closeStreams();
            directory.remove();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        OpenScopes.remove(this);
        if (!leaked.isEmpty()) {
            throw new LeakedProcessesError(leaked.size(), table, transcripts);
        }
    }

    /** Ends what the test owns, and returns what lives on. */
    private List<Stat> endOwned() {
        Set<Long> expected = sessionsOfTheLiving();
        hangUpTerminals();
        owned.forEach(ObservedProcess::close);
        if (killAll(stat -> expected.contains(stat.session())).isEmpty()) {
            return List.of();
        }
        Deadline.after(GRACE).await(() -> members().isEmpty());
        return members();
    }

    /** What is left in these sessions goes with their owner; what outlived its owner, or its terminal, is a leak. */
    private Set<Long> sessionsOfTheLiving() {
        Set<Long> expected = new HashSet<>();
        for (ObservedProcess process : owned) {
            if (!(process instanceof ChildProcess child && child.isOnTerminal())) {
                ProcFs.stat(process.pid())
                        .filter(process::is)
                        .filter(Stat::isAlive)
                        .ifPresent(stat -> expected.add(stat.session()));
            }
        }
        return expected;
    }

    private void hangUpTerminals() {
        terminals.forEach(PtyTerminal::close);
        Deadline deadline = Deadline.after(GRACE);
        for (ObservedProcess process : owned) {
            if (process instanceof ChildProcess child && child.isOnTerminal()) {
                child.endsBy(deadline);
            }
        }
    }

    /** Ends members, and returns the others. */
    private List<Stat> killAll(Predicate<Stat> condition) {
        Deadline deadline = Deadline.after(DEFAULT_TIMEOUT);
        List<Stat> others = new ArrayList<>();
        // Twice empty-handed: a process in the middle of an exec shows no environment.
        for (int clean = 0; clean < 2 && !deadline.hasPassed(); clean++) {
            for (Stat stat : members()) {
                if (condition.test(stat)) {
                    ObservedProcess.of(this, stat, new Transcript()).ifPresent(ObservedProcess::close);
                    clean = -1;
                } else {
                    others.add(stat);
                }
            }
        }
        return others;
    }

    /** Ends everything without grace and without a verdict, as at the end of the JVM. */
    void killAll() {
        killAll(stat -> true);
        removeControlGroup();
        directory.remove();
    }

    /** A process leaves its group a moment after those who wait for its end are told. */
    private void removeControlGroup() {
        controlGroup.ifPresent(group -> Deadline.after(GRACE).await(group::remove));
    }

    private void closeStreams() {
        for (ObservedProcess process : owned) {
            if (process instanceof ChildProcess child) {
                child.closeStreams();
            }
        }
    }
}

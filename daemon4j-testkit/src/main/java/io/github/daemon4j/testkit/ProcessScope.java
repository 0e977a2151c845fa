/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.Readiness;
import io.github.daemon4j.testkit.ProcFs.Stat;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

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
 * below a delegated group). Where it may not, a process escapes that clears its environment and leaves its session before
 * the kit has looked.
 *
 * <p>Closing the scope ends the children and the processes found with {@code await…}, with all that stayed in their
 * sessions. Whatever else still runs is a leak: it is ended as well, and {@code close} throws.
 */
public final class ProcessScope implements AutoCloseable {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Duration timeout;
    private final Members members = new Members();
    private final List<Transcript> transcripts = new CopyOnWriteArrayList<>();
    private final List<PtyTerminal> terminals = new CopyOnWriteArrayList<>();
    private final List<ObservedProcess> owned = new CopyOnWriteArrayList<>();
    private final ScopeDirectory directory = new ScopeDirectory();
    private final ScopeEnding ending = new ScopeEnding(members, transcripts, terminals, owned, directory);
    private @Nullable PtyTerminal sharedTerminal;
    private volatile boolean closed;

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

    /**
     * Finds a TCP port for a server that must be told one. Nobody listens on it now, and the kernel gives it to nobody who asks
     * for any port, because it is below the range that is for them (ip_local_port_range in ip(7)); a server that can listen on
     * port 0 needs none of this, see {@link ObservedProcess#listeningPorts()}.
     *
     * @return the port, of the loopback address
     * @throws AssertionError if none was found
     */
    public static int freePort() {
        return FreePort.find();
    }

    /**
     * Takes a process that the kit has not started into the scope, such as what {@code Daemon.spawn} made in this JVM: it is ended
     * with the scope.
     *
     * @param pid its id
     * @return the process; its transcript is empty
     * @throws IllegalArgumentException if that is process 1 or this JVM
     * @throws AssertionError if there is none
     */
    public ObservedProcess observe(long pid) {
        requireOpen();
        if (pid <= 1 || pid == ProcessHandle.current().pid()) {
            throw new IllegalArgumentException(
                    "Process " + pid + " is not to be ended with a test: observe takes what a test has made");
        }
        ObservedProcess process = ProcFs.stat(pid)
                .filter(ProcFs.Stat::isAlive)
                .flatMap(stat -> ObservedProcess.of(this, stat, new Transcript()))
                .orElseThrow(() -> new AssertionError("There is no process " + pid + ".\n" + describe()));
        own(process);
        return process;
    }

    /** {@return what waits for any fact, for as long as this scope's time limit, and shows its processes if it does not come} */
    public Await await() {
        return Await.showing(timeout, this::describeStalled);
    }

    /**
     * Waits until the test's log has a finished line with this text in it, wherever in the log.
     *
     * @param part a part of the line
     * @return the first such line, without its end
     * @throws AssertionError if there is none in time; the message ends with the log
     */
    public String awaitLogLine(String part) {
        Readiness line = Readiness.log(logFile(), part);
        return await().until(
                        "a line with \"" + part + "\" in " + logFile(),
                        line::look,
                        look -> look.isReady() && look.seen().endsWith("\n"))
                .seen()
                .replaceFirst("\\R\\z", "");
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
        requireOpen();
        PtyTerminal terminal = new PtyTerminal(this, columns, rows);
        terminals.add(terminal);
        return terminal;
    }

    /** The one terminal that all parameters of a test mean. */
    synchronized PtyTerminal sharedTerminal() {
        if (sharedTerminal == null) {
            sharedTerminal = terminal();
        }
        return sharedTerminal;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "This scope is closed: its test has ended, nobody would end what is started now");
        }
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
        requireOpen();
        return members.nextMarker();
    }

    Optional<ControlGroup> enroll(Stat child, String marker) {
        return members.enroll(child, marker);
    }

    void own(ObservedProcess process) {
        owned.add(process);
    }

    /** The live processes of this scope and their log, for messages. */
    String describe() {
        return ending.describe(members.alive());
    }

    /** The same, with what those that are JVMs do, for a wait that was in vain. */
    String describeStalled() {
        return ending.describeStalled(members.alive());
    }

    /**
     * Ends every process of the scope. Does nothing the second time.
     *
     * @throws LeakedProcessesError if there were others than the children, the processes the test had found, and what
     *     stayed in their sessions; they are ended nevertheless
     * @throws UncheckedIOException if a process may not be ended (it has changed its user), or a file not be removed; all
     *     others are
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
        try {
            ending.end();
        } finally {
            OpenScopes.remove(this);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends everything without grace and without a verdict, as at the end of the JVM. */
    void killAll() {
        ending.killAll();
    }
}

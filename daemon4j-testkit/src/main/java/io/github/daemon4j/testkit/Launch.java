/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.ProcessInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a child is started. It inherits the environment of the test's JVM without the variables that a service manager, a
 * build tool or a debugger set for that JVM ({@code NOTIFY_SOCKET}, {@code LISTEN_FDS}, {@code JAVA_TOOL_OPTIONS},
 * {@code CLASSPATH}, {@code DAEMON4J_…} and the like); set them here if the child is to have them.
 *
 * @param <B> the builder itself
 */
public abstract sealed class Launch<B extends Launch<B>> permits ChildJvm.Builder, CommandBuilder {

    private static final List<String> OF_THE_TEST_JVM = List.of(
            "CLASSPATH",
            "FDSTORE",
            "INVOCATION_ID",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "JOURNAL_STREAM",
            "LISTEN_FDNAMES",
            "LISTEN_FDS",
            "LISTEN_PID",
            "MAINPID",
            "MANAGERPID",
            "NOTIFY_SOCKET",
            "PIDFILE",
            "SYSTEMD_EXEC_PID",
            "WATCHDOG_PID",
            "WATCHDOG_USEC",
            "_JAVA_OPTIONS");

    final ProcessScope scope;
    private final Map<String, String> environment = new TreeMap<>(System.getenv());
    private @Nullable Path workingDirectory;

    Launch(ProcessScope scope) {
        this.scope = scope;
        environment.keySet().removeAll(OF_THE_TEST_JVM);
        environment.keySet().removeIf(name -> name.startsWith("DAEMON4J_"));
    }

    abstract B self();

    /** The program and its arguments; the program is looked up on the PATH if it names no directory. */
    abstract List<String> commandLine();

    /** The handle for what was started. */
    abstract ChildProcess handle(ChildProcess.Started started);

    /**
     * Sets an environment variable of the child.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public final B environment(String name, String value) {
        environment.put(name, value);
        return self();
    }

    /**
     * Takes a variable out of the child's environment.
     *
     * @param name its name
     * @return this
     */
    public final B withoutEnvironment(String name) {
        environment.remove(name);
        return self();
    }

    /**
     * Sets the child's working directory; without it the child has that of the test's JVM.
     *
     * @param directory an existing directory
     * @return this
     */
    public final B workingDirectory(Path directory) {
        workingDirectory = directory.toAbsolutePath();
        return self();
    }

    final ChildProcess startOnPipes() {
        List<String> command = commandLine();
        int[] in = Libc.pipe();
        int[] out = Libc.pipe();
        int[] err = Libc.pipe();
        Transcript transcript = scope.newTranscript();
        String marker = scope.nextMarker();
        int pid;
        try {
            pid = Libc.spawn(new SpawnPlan(
                    command, environmentStrings(marker), workingDirectory, null, List.of(in[0], out[1], err[1])));
        } catch (RuntimeException e) {
            for (int descriptor : new int[] {in[1], out[0], err[0]}) {
                Libc.close(descriptor);
            }
            throw e;
        } finally {
            for (int descriptor : new int[] {in[0], out[1], err[1]}) {
                Libc.close(descriptor);
            }
        }
        transcript.started(pid, command);
        Libc.doNotBlock(in[1]);
        Libc.doNotBlock(out[0]);
        Libc.doNotBlock(err[0]);
        List<Drain> drains = List.of(
                Drain.start(out[0], transcript, Transcript.Stream.OUT),
                Drain.start(err[0], transcript, Transcript.Stream.ERR));
        try {
            return handle(pid, transcript, command, marker, null, in[1], drains);
        } catch (RuntimeException e) {
            Libc.close(in[1]);
            drains.forEach(Drain::close);
            throw e;
        }
    }

    final ChildProcess startOn(PtyTerminal terminal) {
        List<String> command = commandLine();
        String marker = scope.nextMarker();
        environment.putIfAbsent("TERM", "dumb");
        int pid = terminal.spawn(
                new SpawnPlan(command, environmentStrings(marker), workingDirectory, terminal.slavePath(), List.of()));
        return handle(pid, terminal.transcript(), command, marker, terminal, -1, List.of());
    }

    private ChildProcess handle(
            int pid,
            Transcript transcript,
            List<String> command,
            String marker,
            @Nullable PtyTerminal terminal,
            int input,
            List<Drain> drains) {
        // Not reaped yet, so it is there even if it has ended.
        ProcFs.Stat stat = PidFd.ofChild(pid);
        Optional<ControlGroup> controlGroup = scope.enroll(stat, marker);
        ProcessInfo info = ProcessInfo.of(pid).orElseThrow(() -> new IllegalStateException("/proc lacks child " + pid));
        ChildProcess child = handle(new ChildProcess.Started(
                scope,
                stat,
                info,
                transcript,
                command,
                marker,
                controlGroup,
                terminal,
                input,
                new ArrayList<>(drains)));
        scope.own(child);
        return child;
    }

    private List<String> environmentStrings(String marker) {
        List<String> strings = new ArrayList<>();
        environment.forEach((name, value) -> strings.add(name + "=" + value));
        strings.add(marker);
        return strings;
    }

    static Duration requirePositive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A time limit must be positive: " + timeout);
        }
        return timeout;
    }
}

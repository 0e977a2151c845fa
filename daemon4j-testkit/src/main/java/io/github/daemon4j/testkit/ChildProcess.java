/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.testkit.ProcFs.Stat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A child of the test's JVM, on pipes or on a {@link PtyTerminal}. It leads a session of its own, has every signal at its
 * default and unblocked, holds the descriptors 0, 1 and 2 only, and is reaped by the kit.
 *
 * <p>Waiting methods without a time limit of their own use the scope's. Each says on failure what it waited for and
 * everything seen until then.
 */
public sealed class ChildProcess extends ObservedProcess permits ChildJvm {

    private static final Duration UNTIL_REAPED = Duration.ofSeconds(10);

    private final List<String> command;
    private final String marker;
    private final Optional<ControlGroup> controlGroup;
    private final @Nullable PtyTerminal terminal;
    private final List<Drain> drains = new ArrayList<>();
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    /** Write end of the pipe that is the child's standard input; -1 on a terminal and when closed. */
    private int input;

    ChildProcess(Started started) {
        super(started.scope, started.stat, started.info, started.transcript);
        this.command = started.command;
        this.marker = started.marker;
        this.controlGroup = started.controlGroup;
        this.terminal = started.terminal;
        this.input = started.input;
        this.drains.addAll(started.drains);
        Thread reaper = new Thread(this::reap, "daemon4j-testkit reaper of " + pid());
        reaper.setDaemon(true);
        reaper.start();
    }

    /** What {@link Launch} made. */
    record Started(
            ProcessScope scope,
            Stat stat,
            ProcessInfo info,
            Transcript transcript,
            List<String> command,
            String marker,
            Optional<ControlGroup> controlGroup,
            @Nullable PtyTerminal terminal,
            int input,
            List<Drain> drains) {}

    private void reap() {
        try {
            ExitStatus status = new ExitStatus(Libc.waitForChild((int) pid()));
            transcript().note(pid() + ": " + status);
            exit.complete(status);
        } catch (RuntimeException somebodyElseHas) {
            exit.completeExceptionally(somebodyElseHas);
        }
    }

    /** {@return the command line it was started with} */
    public final List<String> command() {
        return command;
    }

    /**
     * Sends a line to its standard input, or types it if that is a terminal.
     *
     * @param line the line without its end
     */
    public final void send(String line) {
        if (terminal != null) {
            terminal.type(line + "\n");
            return;
        }
        transcript().append(Transcript.Stream.IN, (line + "\n").getBytes(StandardCharsets.UTF_8));
        write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void write(byte[] bytes) {
        if (input < 0) {
            throw new IllegalStateException("The standard input of " + this + " is closed");
        }
        Writing.write(input, bytes, Deadline.after(scope.timeout()), transcript());
    }

    /** Closes its standard input, or types Ctrl-D if that is a terminal. */
    public final void closeInput() {
        if (terminal != null) {
            terminal.endOfFile();
        } else {
            closeInputPipe();
        }
    }

    private synchronized void closeInputPipe() {
        if (input >= 0) {
            Libc.close(input);
            input = -1;
        }
    }

    /**
     * Waits until the text appears in an output. The search begins where the last text or line that was waited for ended.
     *
     * @param text the text, also across lines
     * @return what that output said in between, up to and including the text
     */
    public final String awaitText(String text) {
        return transcript().awaitText(text, Deadline.after(scope.timeout()));
    }

    /**
     * Waits for a finished line of an output that holds the text. The search begins as for {@link #awaitText}.
     *
     * @param part a part of the line
     * @return the line without its end
     */
    public final String awaitLine(String part) {
        return transcript()
                .awaitLine(
                        "a line with \"" + part + "\"", line -> line.contains(part), Deadline.after(scope.timeout()));
    }

    /**
     * Waits for a finished line of an output. The search begins as for {@link #awaitText}.
     *
     * @param accepted says whether this is the line
     * @return the line without its end
     */
    public final String awaitLine(Predicate<String> accepted) {
        return transcript().awaitLine("the line waited for", accepted, Deadline.after(scope.timeout()));
    }

    /** {@return how the child ended, after waiting until it has} */
    public final ExitStatus awaitExit() {
        return awaitExit(scope.timeout());
    }

    /**
     * Waits until the child has ended. What it wrote to its pipes is in the transcript then, also when a daemon it left
     * behind keeps them open; what it wrote to a terminal may take a moment longer.
     *
     * @param timeout how long at most
     * @return how it ended
     * @throws AssertionError if it still runs then; the message holds the transcript and, of JVMs, what their threads do
     */
    public final ExitStatus awaitExit(Duration timeout) {
        awaitEnd(timeout);
        for (Drain drain : drains) {
            drain.readWhatIsThere();
        }
        return reaped();
    }

    /** How it ended, which the reaper knows a moment after everybody else knows that it did. */
    private ExitStatus reaped() {
        Deadline deadline = Deadline.after(UNTIL_REAPED);
        if (!deadline.await(exit::isDone)) {
            throw new AssertionError(this + " has ended, and could not be reaped " + deadline + ": a tracer holds it");
        }
        return exit.join();
    }

    /** Waits until nobody holds the outputs open any more: neither the child nor anything it left behind. */
    public final void awaitEndOfOutput() {
        transcript().awaitEnd(Deadline.after(scope.timeout()));
    }

    /**
     * Waits until this child or one of its descendants has become detached: in another session, and with a parent that is
     * none of them. A launcher that still waits for its daemon as a subreaper has not let it go yet. The process is found by
     * the mark in its environment or by its control group, never by its parents, and is ended with the scope.
     *
     * @return the detached process
     * @throws AssertionError if there is none within the scope's time limit; the message shows the processes there are
     */
    public final ObservedProcess awaitDetached() {
        return new DescendantSearch(scope, this).awaitDetached();
    }

    /**
     * Waits until a process that descends from this child, itself included, fulfils a condition, however badly it detached.
     *
     * @param what the condition in words, for the message
     * @param condition the condition
     * @return the process, to be ended with the scope
     */
    public final ObservedProcess awaitDescendant(String what, Predicate<ObservedProcess> condition) {
        return new DescendantSearch(scope, this).await(what, condition);
    }

    /** {@return the mark in the environment of this child and all that descends from it: a string NAME=value} */
    final String marker() {
        return marker;
    }

    /** {@return the group this child and all that descends from it are in; empty where the test may not make one} */
    final Optional<ControlGroup> controlGroup() {
        return controlGroup;
    }

    final boolean isOnTerminal() {
        return terminal != null;
    }

    /** Ends the child with SIGKILL if it still runs. What it left behind is ended with the scope. */
    @Override
    public final void close() {
        super.close();
        reaped();
    }

    /** Stops listening; when the scope ends, not before: a daemon may still speak. */
    final void closeStreams() {
        closeInputPipe();
        drains.forEach(Drain::close);
    }
}

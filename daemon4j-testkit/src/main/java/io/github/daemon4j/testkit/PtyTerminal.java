/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pseudo terminal: the test is the person in front of it, a child started on it has it as its controlling terminal and
 * as descriptors 0, 1 and 2. Ctrl-C, job control and hang-up are the kernel's own, not simulated.
 *
 * <pre>{@code
 * ChildProcess shell = terminal.shell();
 * terminal.type("java -jar server.jar start\n");
 * terminal.awaitText("started");
 * ObservedProcess server = shell.awaitDetached();
 * terminal.hangUp();
 * }</pre>
 *
 * <p>From {@link ProcessScope#terminal} or as a parameter of a {@link DaemonTest}. Ended with its scope by a hang-up.
 */
public final class PtyTerminal implements AutoCloseable {

    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String CTRL_Z = "\u001a";

    private final ProcessScope scope;
    private final int master;
    private final Path slavePath;
    private final Transcript transcript;
    private @Nullable Drain drain;
    private boolean open = true;

    PtyTerminal(ProcessScope scope, int columns, int rows) {
        this.scope = scope;
        this.transcript = scope.newTranscript();
        this.master = PseudoTerminal.openMaster();
        this.slavePath = Path.of(PseudoTerminal.slaveName(master));
        PseudoTerminal.setSize(master, columns, rows);
    }

    /** {@return the device its children see, such as {@code /dev/pts/3}; the number is used again at once after the end} */
    public Path slavePath() {
        return slavePath;
    }

    /** {@return everything that appeared on the terminal and was typed} */
    public Transcript transcript() {
        return transcript;
    }

    /**
     * Starts a program that leads the terminal's session, as a login shell does.
     *
     * @param command the program and its arguments
     * @return the running child
     */
    public ChildProcess spawn(String... command) {
        return scope.command(command).startOn(this);
    }

    /**
     * Starts a program that leads the terminal's session.
     *
     * @param command how it is started
     * @return the running child
     */
    public ChildProcess spawn(CommandBuilder command) {
        return command.startOn(this);
    }

    /**
     * Starts a JVM that leads the terminal's session.
     *
     * @param jvm how it is started
     * @return the running child
     */
    public ChildJvm spawn(ChildJvm.Builder jvm) {
        return (ChildJvm) jvm.startOn(this);
    }

    /**
     * Starts an interactive bash with job control and without anyone's start-up files, and waits for its prompt, {@code $ }.
     *
     * @return the running shell
     */
    public ChildProcess shell() {
        ChildProcess shell = spawn(scope.command("bash", "--noprofile", "--norc", "-i")
                .environment("PS1", "$ ")
                .environment("TERM", "dumb")
                .withoutEnvironment("PROMPT_COMMAND")
                .withoutEnvironment("HISTFILE"));
        awaitText("$ ");
        return shell;
    }

    synchronized int spawn(SpawnPlan plan) {
        int session = PseudoTerminal.session(master());
        if (session != 0) {
            throw new IllegalStateException(slavePath + " already is the controlling terminal of session " + session
                    + ": open another terminal");
        }
        int pid = Libc.spawn(plan);
        transcript.started(pid, plan.command());
        // Only now: a master reports the end of the stream until its slave has been opened again.
        if (drain == null || drain.hasEnded()) {
            if (drain != null) {
                drain.stop();
            }
            drain = Drain.start(master, transcript, Transcript.Stream.TTY);
        }
        return pid;
    }

    /**
     * Types text. The terminal echoes it as long as its program has not turned that off.
     *
     * @param text what is typed; end a line with {@code \n}
     * @return this
     */
    public PtyTerminal type(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        transcript.append(Transcript.Stream.IN, bytes);
        return write(bytes);
    }

    /**
     * Types Ctrl-C: SIGINT to the foreground process group.
     *
     * @return this
     */
    public PtyTerminal interrupt() {
        transcript.append(Transcript.Stream.IN, "^C\n".getBytes(StandardCharsets.UTF_8));
        return write(CTRL_C.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Types Ctrl-Z: SIGTSTP to the foreground process group.
     *
     * @return this
     */
    public PtyTerminal suspend() {
        transcript.append(Transcript.Stream.IN, "^Z\n".getBytes(StandardCharsets.UTF_8));
        return write(CTRL_Z.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Types Ctrl-D at the start of a line: end of file for whoever reads.
     *
     * @return this
     */
    public PtyTerminal endOfFile() {
        transcript.append(Transcript.Stream.IN, "^D\n".getBytes(StandardCharsets.UTF_8));
        return write(CTRL_D.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized PtyTerminal write(byte[] bytes) {
        Writing.write(master(), bytes, Deadline.after(scope.timeout()), transcript);
        return this;
    }

    /**
     * Changes the size: SIGWINCH to the foreground process group.
     *
     * @param columns the width in characters
     * @param rows the height in lines
     * @return this
     */
    public synchronized PtyTerminal resize(int columns, int rows) {
        PseudoTerminal.setSize(master(), columns, rows);
        return this;
    }

    /** {@return the foreground process group, which Ctrl-C reaches; 0 if there is none} */
    public synchronized long foregroundProcessGroup() {
        return PseudoTerminal.foregroundProcessGroup(master());
    }

    /** {@return the session whose controlling terminal this is; 0 if it is nobody's} */
    public synchronized long session() {
        return PseudoTerminal.session(master());
    }

    /**
     * Waits until a process group is in the foreground.
     *
     * @param group the group's id
     * @return this
     */
    public PtyTerminal awaitForegroundProcessGroup(long group) {
        Deadline deadline = Deadline.after(scope.timeout());
        if (!deadline.await(() -> foregroundProcessGroup() == group)) {
            throw new AssertionError("Process group " + group + " did not come to the foreground of " + slavePath + " "
                    + deadline + ": " + foregroundProcessGroup() + " is.\n" + scope.describeStalled() + "Seen so far:\n"
                    + transcript);
        }
        return this;
    }

    /**
     * Waits until the text appears. The search begins where the last text waited for ended; what was typed appears as well.
     *
     * @param text the text, with {@code \n} for an end of line
     * @return what appeared in between, up to and including the text
     */
    public String awaitText(String text) {
        return awaitText(text, scope.timeout());
    }

    /**
     * Waits until the text appears, as {@link #awaitText(String)} does.
     *
     * @param text the text
     * @param timeout how long at most
     * @return what appeared in between, up to and including the text
     */
    public String awaitText(String text, Duration timeout) {
        return transcript.awaitText(text, Deadline.after(timeout));
    }

    /** Waits until no process holds the terminal open any more, neither as a descriptor nor as its controlling terminal. */
    public void awaitEndOfFile() {
        transcript.awaitEnd(Deadline.after(scope.timeout()));
    }

    /**
     * Hangs up: SIGHUP to the session leader and to the foreground process group, end of file for all who read, EIO for all
     * who write. Does nothing the second time.
     *
     * @throws IllegalStateException if nothing was started on this terminal, so that nobody could survive it or not
     */
    public synchronized void hangUp() {
        if (open && drain == null) {
            throw new IllegalStateException("Nothing was started on " + slavePath + ": is this the terminal you mean?");
        }
        close();
    }

    /** Hangs up, whether anything was started or not. */
    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        transcript.note(slavePath + ": hung up");
        if (drain != null) {
            drain.stop();
        }
        Libc.close(master);
    }

    private int master() {
        if (!open) {
            throw new IllegalStateException(slavePath + " was hung up");
        }
        return master;
    }
}

/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.PidFd;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.wire.Message;
import io.github.daemon4j.linux.wire.MessageDecoder;
import io.github.daemon4j.spi.DetachResult.Launched;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The launcher while it waits: shows what the daemon prints, hears what it says, and sees it die. Waits on the pipe, the
 * output file and the process at once; there is no interval at which anything is looked at.
 */
public final class StartWatch implements AutoCloseable {

    /** How long a daemon that is to end may take before it is killed: that of {@code DaemonCommand.STOP_GRACE}. */
    private static final long END_GRACE_MILLIS = 30_000;

    private static final String KILLED = "did not end within 30 s and was killed";

    private static final int EXIT_FAILURE = 1;

    private final String name;
    private final Descriptor pipe;
    private final @Nullable OutputTarget output;
    private final @Nullable FileWatch outputWatch;
    private final PrintStream terminal = System.err;
    private final MessageDecoder decoder = new MessageDecoder();
    private final @Nullable Duration timeout;
    private long deadline;
    private String lastStatus = "";

    /** The daemon, which this process has adopted; null before {@link #follow}. */
    private @Nullable PidFd process;

    private int pid;

    /**
     * Prepares to watch, before there is anything to be watched: what can fail fails here.
     *
     * @param pipe the reading end of the handshake pipe
     * @param output where the daemon prints; null if it prints to the terminal itself
     * @param timeout how long to wait; null for ever
     */
    public StartWatch(String name, Descriptor pipe, @Nullable OutputTarget output, @Nullable Duration timeout)
            throws ErrnoException {
        this.name = name;
        this.pipe = pipe;
        this.output = output;
        this.timeout = timeout;
        deadline = timeout == null ? 0 : Poll.deadline(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        outputWatch = output == null ? null : FileWatch.of(output.reading());
    }

    /** Watches this daemon from now on; if that cannot be, the daemon is killed. */
    public void follow(int daemon) throws ErrnoException {
        pid = daemon;
        try {
            process = PidFd.open(daemon);
        } catch (ErrnoException | RuntimeException failure) {
            ChildProcesses.kill(daemon, failure);
            throw failure;
        }
    }

    /** Whether there is a daemon to be watched. */
    public boolean isFollowing() {
        return process != null;
    }

    public int pid() {
        return pid;
    }

    private PidFd process() {
        return Objects.requireNonNull(process, "no daemon to be watched");
    }

    /** Waits until the daemon is ready, has failed, has died, or the time is up; then no daemon is left. */
    public Launched await() throws ErrnoException {
        while (true) {
            boolean[] happened = Poll.await(
                    millisLeft(), pipe.number(), process().number(), outputWatch == null ? -1 : outputWatch.number());
            if (happened[2] && outputWatch != null) {
                outputWatch.drain();
            }
            // In this order: had the daemon become ready before it wrote these bytes, its word would be in the pipe.
            long written = output == null ? 0 : output.length();
            Launched result = hear();
            if (result != null) {
                return result;
            }
            showOutput(written);
            if (happened[1]) {
                return died();
            }
            if (timeout != null && millisLeft() == 0) {
                return timedOut();
            }
        }
    }

    /** Reads what has been said; a dead daemon's last words are still in the pipe. */
    private @Nullable Launched hear() throws ErrnoException {
        byte[] buffer = new byte[4096];
        int count = pipe.read(buffer);
        while (count > 0) {
            List<Message> messages = decoder.feed(buffer, count);
            for (Message message : messages) {
                Launched result = hear(message);
                if (result != null) {
                    return result;
                }
            }
            count = pipe.read(buffer);
        }
        return null;
    }

    private @Nullable Launched hear(Message message) throws ErrnoException {
        if (message instanceof Message.Ready ready) {
            return ready(ready);
        }
        if (message instanceof Message.Failed failed) {
            return failed(failed);
        }
        if (message instanceof Message.Extend more) {
            deadline = Math.max(deadline, Poll.deadline(more.millis(), TimeUnit.MILLISECONDS));
        } else if (message instanceof Message.Status status) {
            showOutput(status.shown());
            lastStatus = status.text();
            terminal.println(name + ": " + status.text());
        }
        return null;
    }

    private Launched ready(Message.Ready message) throws ErrnoException {
        showOutput(message.shown());
        if (!message.status().isEmpty()) {
            terminal.println(name + ": " + message.status());
        }
        return new Launched(0, pid, null);
    }

    private Launched failed(Message.Failed message) throws ErrnoException {
        String how = end(0);
        showOutput();
        String killed = how.equals(KILLED) ? "; the daemon (pid " + pid + ") " + KILLED : "";
        return new Launched(message.exitStatus(), pid, name + ": " + message.text() + killed);
    }

    private Launched died() throws ErrnoException {
        var status = ChildProcesses.await(pid);
        showOutput();
        int exit = status.shellStatus() == 0 ? EXIT_FAILURE : status.shellStatus();
        return new Launched(exit, pid, name + ": the daemon (pid " + pid + ") " + status + " before it was ready");
    }

    private Launched timedOut() throws ErrnoException {
        String how = end(Signals.SIGTERM);
        showOutput();
        String last = lastStatus.isEmpty() ? "" : "; the last it said was \"" + lastStatus + "\"";
        return new Launched(
                Daemon.EXIT_START_TIMED_OUT,
                pid,
                name + ": not ready within " + show(timeout) + last + "; the daemon (pid " + pid + ") " + how
                        + ". Give it more time with DaemonOptions.readyTimeout or Daemon.extendStartTimeout");
    }

    /**
     * Ends the daemon and waits until it is gone; its shutdown hooks have as long as those of a daemon that is stopped.
     *
     * @param signal what to send at once; 0 if it is ending by itself
     * @return what it took
     */
    public String end(int signal) throws ErrnoException {
        if (signal != 0) {
            process().signal(signal);
        }
        if (process().awaitEnd(END_GRACE_MILLIS)) {
            return "was ended";
        }
        process().signal(Signals.SIGKILL);
        process().awaitEnd(-1);
        return KILLED;
    }

    /** Leaves nothing started, because of a failure that stays the one to be told. */
    public void abandon(Throwable failure) {
        if (process != null) {
            try {
                end(Signals.SIGKILL);
            } catch (ErrnoException | RuntimeException another) {
                failure.addSuppressed(another);
            }
        }
    }

    private void showOutput() throws ErrnoException {
        showOutput(Long.MAX_VALUE);
    }

    private void showOutput(long end) throws ErrnoException {
        if (output != null) {
            output.showNew(terminal, end);
        }
    }

    private long millisLeft() {
        return timeout == null ? -1 : Poll.millisUntil(deadline);
    }

    private static String show(@Nullable Duration duration) {
        long millis = duration == null ? 0 : TimeUnit.MILLISECONDS.convert(duration);
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    @Override
    public void close() {
        if (outputWatch != null) {
            outputWatch.close();
        }
        if (process != null) {
            process.close();
        }
    }
}
